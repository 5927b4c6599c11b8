package main

import (
	"context"
	"fmt"
	"maps"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// PlanResourceChange takes what Terraform proposes (the configuration, and earlier values of what it leaves out) and says what is yet unknown.
func (p *provider) PlanResourceChange(_ context.Context, request *tfprotov5.PlanResourceChangeRequest) (*tfprotov5.PlanResourceChangeResponse, error) {
	schema := p.schema.resources[request.TypeName]
	proposed, err := request.ProposedNewState.Unmarshal(schema.ValueType())
	if err != nil {
		return nil, err
	}
	if proposed.IsNull() {
		return &tfprotov5.PlanResourceChangeResponse{PlannedState: request.ProposedNewState}, nil
	}
	planned := unknownWhereComputed(schema.Block, proposed)
	planned = p.withRegion(planned)
	planned = p.withAllTags(planned)
	state, err := tfprotov5.NewDynamicValue(schema.ValueType(), planned)
	return &tfprotov5.PlanResourceChangeResponse{PlannedState: &state, PlannedPrivate: request.PriorPrivate}, err
}

// ApplyResourceChange makes up what is still unknown.
func (p *provider) ApplyResourceChange(_ context.Context, request *tfprotov5.ApplyResourceChangeRequest) (*tfprotov5.ApplyResourceChangeResponse, error) {
	schema := p.schema.resources[request.TypeName]
	planned, err := request.PlannedState.Unmarshal(schema.ValueType())
	if err != nil {
		return nil, err
	}
	applied, err := p.imagine(request.TypeName, schema.Block).known(planned)
	if err != nil {
		return nil, err
	}
	state, err := tfprotov5.NewDynamicValue(schema.ValueType(), applied)
	return &tfprotov5.ApplyResourceChangeResponse{NewState: &state, Private: request.PlannedPrivate}, err
}

func (p *provider) ReadResource(_ context.Context, request *tfprotov5.ReadResourceRequest) (*tfprotov5.ReadResourceResponse, error) {
	return &tfprotov5.ReadResourceResponse{NewState: request.CurrentState, Private: request.Private}, nil
}

func (p *provider) UpgradeResourceState(_ context.Context, request *tfprotov5.UpgradeResourceStateRequest) (*tfprotov5.UpgradeResourceStateResponse, error) {
	stateType := p.schema.resources[request.TypeName].ValueType()
	value, err := request.RawState.UnmarshalWithOpts(stateType, tfprotov5.UnmarshalOpts{
		ValueFromJSONOpts: tftypes.ValueFromJSONOpts{IgnoreUndefinedAttributes: true},
	})
	if err != nil {
		return nil, err
	}
	state, err := tfprotov5.NewDynamicValue(stateType, value)
	return &tfprotov5.UpgradeResourceStateResponse{UpgradedState: &state}, err
}

// ImportResourceState finds whatever it is asked for, of which it knows the id only.
func (p *provider) ImportResourceState(_ context.Context, request *tfprotov5.ImportResourceStateRequest) (*tfprotov5.ImportResourceStateResponse, error) {
	schema := p.schema.resources[request.TypeName]
	imported := map[string]tftypes.Value{}
	for _, attribute := range schema.Block.Attributes {
		imported[attribute.Name] = tftypes.NewValue(attribute.Type, nil)
	}
	if _, has := imported["id"]; has {
		imported["id"] = tftypes.NewValue(tftypes.String, request.ID)
	}
	for _, block := range schema.Block.BlockTypes {
		imported[block.TypeName] = noBlock(block)
	}
	state, err := tfprotov5.NewDynamicValue(schema.ValueType(), tftypes.NewValue(schema.ValueType(), imported))
	return &tfprotov5.ImportResourceStateResponse{ImportedResources: []*tfprotov5.ImportedResource{{TypeName: request.TypeName, State: &state}}}, err
}

func (p *provider) MoveResourceState(_ context.Context, request *tfprotov5.MoveResourceStateRequest) (*tfprotov5.MoveResourceStateResponse, error) {
	err := fmt.Errorf("from %s to %s", request.SourceTypeName, request.TargetTypeName)
	return &tfprotov5.MoveResourceStateResponse{Diagnostics: failed("A move between types is not offered", err)}, nil
}

func noBlock(block *tfprotov5.SchemaNestedBlock) tftypes.Value {
	if block.Nesting == tfprotov5.SchemaNestedBlockNestingModeSingle {
		return tftypes.NewValue(block.ValueType(), nil)
	}
	return tftypes.NewValue(block.ValueType(), []tftypes.Value{})
}

// unknownWhereComputed also drops what is write-only: it reaches neither plan nor state.
func unknownWhereComputed(block *tfprotov5.SchemaBlock, value tftypes.Value) tftypes.Value {
	if value.IsNull() || !value.IsKnown() {
		return value
	}
	content := members(value)
	for _, attribute := range block.Attributes {
		if attribute.WriteOnly {
			content[attribute.Name] = tftypes.NewValue(attribute.Type, nil)
		} else if attribute.Computed && content[attribute.Name].IsNull() {
			content[attribute.Name] = tftypes.NewValue(attribute.Type, tftypes.UnknownValue)
		}
	}
	for _, nested := range block.BlockTypes {
		inner := content[nested.TypeName]
		if nested.Nesting == tfprotov5.SchemaNestedBlockNestingModeSingle {
			content[nested.TypeName] = unknownWhereComputed(nested.Block, inner)
			continue
		}
		if inner.IsNull() || !inner.IsKnown() {
			continue
		}
		blocks := elements(inner)
		for at := range blocks {
			blocks[at] = unknownWhereComputed(nested.Block, blocks[at])
		}
		content[nested.TypeName] = tftypes.NewValue(inner.Type(), blocks)
	}
	return tftypes.NewValue(value.Type(), content)
}

func (p *provider) withRegion(planned tftypes.Value) tftypes.Value {
	content := members(planned)
	if region, has := content["region"]; has && !region.IsKnown() {
		content["region"] = tftypes.NewValue(tftypes.String, p.region)
	}
	return tftypes.NewValue(planned.Type(), content)
}

// withAllTags adds the provider's default tags to the resource's own.
func (p *provider) withAllTags(planned tftypes.Value) tftypes.Value {
	content := members(planned)
	tags, hasTags := content["tags"]
	_, hasAll := content["tags_all"]
	if !hasTags || !hasAll {
		return planned
	}
	content["tags_all"] = tftypes.NewValue(stringMap, tftypes.UnknownValue)
	if tags.IsKnown() && p.defaultTags.IsKnown() {
		all := members(p.defaultTags)
		maps.Copy(all, members(tags))
		content["tags_all"] = tftypes.NewValue(stringMap, all)
	}
	return tftypes.NewValue(planned.Type(), content)
}
