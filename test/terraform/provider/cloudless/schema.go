package main

import (
	"encoding/json"
	"fmt"
	"os"
	"sort"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

type schema struct {
	provider    *tfprotov5.Schema
	resources   map[string]*tfprotov5.Schema
	dataSources map[string]*tfprotov5.Schema
	ephemerals  map[string]*tfprotov5.Schema
}

type blockFile struct {
	Attributes map[string]struct {
		Type      json.RawMessage
		Required  bool
		Optional  bool
		Computed  bool
		WriteOnly bool
	}
	Blocks map[string]struct {
		blockFile
		Nesting string
		Min     int64
		Max     int64
	}
}

var nestings = map[string]tfprotov5.SchemaNestedBlockNestingMode{
	"list":   tfprotov5.SchemaNestedBlockNestingModeList,
	"set":    tfprotov5.SchemaNestedBlockNestingModeSet,
	"single": tfprotov5.SchemaNestedBlockNestingModeSingle,
}

func readSchema(path string) (*schema, error) {
	if path == "" {
		return nil, fmt.Errorf("%s is not set: it names the file with the schema", schemaVariable)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var file struct {
		Provider    blockFile
		Resources   map[string]blockFile
		DataSources map[string]blockFile

		EphemeralResources map[string]blockFile
	}
	if err := json.Unmarshal(content, &file); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	read := &schema{}
	if read.provider, err = file.Provider.schema(); err != nil {
		return nil, fmt.Errorf("the provider's configuration: %w", err)
	}
	if read.resources, err = schemas(file.Resources); err != nil {
		return nil, err
	}
	if read.dataSources, err = schemas(file.DataSources); err != nil {
		return nil, err
	}
	read.ephemerals, err = schemas(file.EphemeralResources)
	return read, err
}

func schemas(files map[string]blockFile) (map[string]*tfprotov5.Schema, error) {
	all := map[string]*tfprotov5.Schema{}
	for name, file := range files {
		one, err := file.schema()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		all[name] = one
	}
	return all, nil
}

func (file blockFile) schema() (*tfprotov5.Schema, error) {
	block, err := file.block()
	return &tfprotov5.Schema{Block: block}, err
}

func (file blockFile) block() (*tfprotov5.SchemaBlock, error) {
	block := &tfprotov5.SchemaBlock{}
	for _, name := range sortedNames(file.Attributes) {
		attribute := file.Attributes[name]
		attributeType, err := tftypes.ParseJSONType(attribute.Type)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		block.Attributes = append(block.Attributes, &tfprotov5.SchemaAttribute{
			Name:      name,
			Type:      attributeType,
			Required:  attribute.Required,
			Optional:  attribute.Optional,
			Computed:  attribute.Computed,
			WriteOnly: attribute.WriteOnly,
		})
	}
	for _, name := range sortedNames(file.Blocks) {
		nested := file.Blocks[name]
		content, err := nested.block()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		block.BlockTypes = append(block.BlockTypes, &tfprotov5.SchemaNestedBlock{
			TypeName: name,
			Block:    content,
			Nesting:  nestings[nested.Nesting],
			MinItems: nested.Min,
			MaxItems: nested.Max,
		})
	}
	return block, nil
}

func sortedNames[V any](byName map[string]V) []string {
	names := make([]string, 0, len(byName))
	for name := range byName {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}
