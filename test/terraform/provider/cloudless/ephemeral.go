package main

import (
	"context"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
)

// What lasts for one run of Terraform and reaches neither plan nor state. Each run makes it up anew.

func (p *provider) OpenEphemeralResource(_ context.Context, request *tfprotov5.OpenEphemeralResourceRequest) (*tfprotov5.OpenEphemeralResourceResponse, error) {
	schema := p.schema.ephemerals[request.TypeName]
	config, err := request.Config.Unmarshal(schema.ValueType())
	if err != nil {
		return nil, err
	}
	opened, err := p.imagine(request.TypeName, schema.Block).known(unknownWhereComputed(schema.Block, config))
	if err != nil {
		return nil, err
	}
	result, err := tfprotov5.NewDynamicValue(schema.ValueType(), opened)
	return &tfprotov5.OpenEphemeralResourceResponse{Result: &result}, err
}

func (p *provider) CloseEphemeralResource(context.Context, *tfprotov5.CloseEphemeralResourceRequest) (*tfprotov5.CloseEphemeralResourceResponse, error) {
	return &tfprotov5.CloseEphemeralResourceResponse{}, nil
}
