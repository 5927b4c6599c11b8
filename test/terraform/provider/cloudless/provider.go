package main

import (
	"context"
	"fmt"
	"maps"
	"os"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// provider embeds the interface for what it does not offer: functions, actions and the like, of which its schema has none.
type provider struct {
	tfprotov5.ProviderServer
	schema  *schema
	problem error

	region      string
	defaultTags tftypes.Value // a map of strings, perhaps unknown
}

var stringMap = tftypes.Map{ElementType: tftypes.String}

func (p *provider) GetProviderSchema(context.Context, *tfprotov5.GetProviderSchemaRequest) (*tfprotov5.GetProviderSchemaResponse, error) {
	if p.problem != nil {
		return &tfprotov5.GetProviderSchemaResponse{Diagnostics: failed("The schema cannot be read", p.problem)}, nil
	}
	return &tfprotov5.GetProviderSchemaResponse{
		ServerCapabilities: &tfprotov5.ServerCapabilities{GetProviderSchemaOptional: true}, // asked once for each command: it is large

		Provider:          p.schema.provider,
		ResourceSchemas:   p.schema.resources,
		DataSourceSchemas: p.schema.dataSources,

		EphemeralResourceSchemas: p.schema.ephemerals,
	}, nil
}

func (p *provider) GetResourceIdentitySchemas(context.Context, *tfprotov5.GetResourceIdentitySchemasRequest) (*tfprotov5.GetResourceIdentitySchemasResponse, error) {
	return &tfprotov5.GetResourceIdentitySchemasResponse{}, nil
}

func (p *provider) PrepareProviderConfig(_ context.Context, request *tfprotov5.PrepareProviderConfigRequest) (*tfprotov5.PrepareProviderConfigResponse, error) {
	return &tfprotov5.PrepareProviderConfigResponse{PreparedConfig: request.Config}, nil
}

func (p *provider) ConfigureProvider(_ context.Context, request *tfprotov5.ConfigureProviderRequest) (*tfprotov5.ConfigureProviderResponse, error) {
	config, err := request.Config.Unmarshal(p.schema.provider.ValueType())
	if err != nil {
		return nil, err
	}
	if err := p.configure(members(config)); err != nil {
		return nil, err
	}
	return &tfprotov5.ConfigureProviderResponse{}, nil
}

func (p *provider) configure(config map[string]tftypes.Value) error {
	p.region = os.Getenv("AWS_REGION")
	if region, set := config["region"]; set && region.IsKnown() && !region.IsNull() {
		if err := region.As(&p.region); err != nil {
			return err
		}
	}
	if p.region == "" {
		p.region = "us-east-1"
	}
	p.defaultTags = tftypes.NewValue(stringMap, map[string]tftypes.Value{})
	if blocks, set := config["default_tags"]; set && blocks.IsKnown() {
		for _, block := range elements(blocks) {
			if tags := members(block)["tags"]; !tags.IsNull() {
				p.defaultTags = tags
			}
		}
	}
	return nil
}

func (p *provider) StopProvider(context.Context, *tfprotov5.StopProviderRequest) (*tfprotov5.StopProviderResponse, error) {
	return &tfprotov5.StopProviderResponse{}, nil
}

func failed(summary string, err error) []*tfprotov5.Diagnostic {
	return []*tfprotov5.Diagnostic{{Severity: tfprotov5.DiagnosticSeverityError, Summary: summary, Detail: err.Error()}}
}

// members gives a copy of an object's attributes or a map's elements; none for null and unknown.
func members(value tftypes.Value) map[string]tftypes.Value {
	var found map[string]tftypes.Value
	if value.IsKnown() {
		if err := value.As(&found); err != nil {
			panic(fmt.Sprintf("%s has no members: %s", value.Type(), err))
		}
	}
	copied := map[string]tftypes.Value{}
	maps.Copy(copied, found)
	return copied
}

// elements gives a copy of those of a list or a set; none for null and unknown.
func elements(value tftypes.Value) []tftypes.Value {
	var found []tftypes.Value
	if value.IsKnown() {
		if err := value.As(&found); err != nil {
			panic(fmt.Sprintf("%s has no elements: %s", value.Type(), err))
		}
	}
	return append([]tftypes.Value{}, found...)
}
