package main

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// Terraform itself checks a configuration against the schema, but for one thing: that nobody sets what only the cloud sets.

func (p *provider) ValidateResourceTypeConfig(_ context.Context, request *tfprotov5.ValidateResourceTypeConfigRequest) (*tfprotov5.ValidateResourceTypeConfigResponse, error) {
	problems, err := unconfigurable(p.schema.resources[request.TypeName], request.Config)
	return &tfprotov5.ValidateResourceTypeConfigResponse{Diagnostics: problems}, err
}

func (p *provider) ValidateDataSourceConfig(_ context.Context, request *tfprotov5.ValidateDataSourceConfigRequest) (*tfprotov5.ValidateDataSourceConfigResponse, error) {
	problems, err := unconfigurable(p.schema.dataSources[request.TypeName], request.Config)
	return &tfprotov5.ValidateDataSourceConfigResponse{Diagnostics: problems}, err
}

func (p *provider) ValidateEphemeralResourceConfig(_ context.Context, request *tfprotov5.ValidateEphemeralResourceConfigRequest) (*tfprotov5.ValidateEphemeralResourceConfigResponse, error) {
	problems, err := unconfigurable(p.schema.ephemerals[request.TypeName], request.Config)
	return &tfprotov5.ValidateEphemeralResourceConfigResponse{Diagnostics: problems}, err
}

func unconfigurable(schema *tfprotov5.Schema, dynamic *tfprotov5.DynamicValue) ([]*tfprotov5.Diagnostic, error) {
	config, err := dynamic.Unmarshal(schema.ValueType())
	if err != nil {
		return nil, err
	}
	return unconfigurableIn(schema.Block, config, tftypes.NewAttributePath()), nil
}

func unconfigurableIn(block *tfprotov5.SchemaBlock, config tftypes.Value, path *tftypes.AttributePath) []*tfprotov5.Diagnostic {
	problems := []*tfprotov5.Diagnostic{}
	content := members(config)
	for _, attribute := range block.Attributes {
		if value, has := content[attribute.Name]; has && !value.IsNull() && !attribute.Optional && !attribute.Required {
			problems = append(problems, &tfprotov5.Diagnostic{
				Severity:  tfprotov5.DiagnosticSeverityError,
				Summary:   "Attribute cannot be set",
				Detail:    fmt.Sprintf("%q is known after apply only: no configuration sets it.", attribute.Name),
				Attribute: path.WithAttributeName(attribute.Name),
			})
		}
	}
	for _, nested := range block.BlockTypes {
		inner, innerPath := content[nested.TypeName], path.WithAttributeName(nested.TypeName)
		switch nested.Nesting {
		case tfprotov5.SchemaNestedBlockNestingModeSingle:
			problems = append(problems, unconfigurableIn(nested.Block, inner, innerPath)...)
		case tfprotov5.SchemaNestedBlockNestingModeList:
			for at, element := range elements(inner) {
				problems = append(problems, unconfigurableIn(nested.Block, element, innerPath.WithElementKeyInt(at))...)
			}
		default:
			for _, element := range elements(inner) {
				problems = append(problems, unconfigurableIn(nested.Block, element, innerPath.WithElementKeyValue(element))...)
			}
		}
	}
	return problems
}
