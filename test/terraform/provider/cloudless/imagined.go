package main

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

const account = "000000000000"

// imagined makes up the values that a cloud would give to one object.
type imagined struct {
	typeName string
	region   string
	suffix   string
	settable map[string]bool // attributes that a configuration may set: their collections are made up empty
}

func (p *provider) imagine(typeName string, block *tfprotov5.SchemaBlock) imagined {
	random := make([]byte, 8)
	if _, err := rand.Read(random); err != nil {
		panic(err)
	}
	settable := map[string]bool{}
	for _, attribute := range block.Attributes {
		settable[attribute.Name] = attribute.Optional
	}
	return imagined{typeName: typeName, region: p.region, suffix: hex.EncodeToString(random), settable: settable}
}

// known replaces every unknown value, at any depth.
func (i imagined) known(value tftypes.Value) (tftypes.Value, error) {
	return tftypes.Transform(value, func(path *tftypes.AttributePath, value tftypes.Value) (tftypes.Value, error) {
		if value.IsKnown() {
			return value, nil
		}
		names := []string{}
		for _, step := range path.Steps() {
			if name, is := step.(tftypes.AttributeName); is {
				names = append(names, string(name))
			}
		}
		return i.value(names[len(names)-1], value.Type(), i.settable[names[0]]), nil
	})
}

func (i imagined) value(name string, valueType tftypes.Type, empty bool) tftypes.Value {
	element := func(elementType tftypes.Type) []tftypes.Value {
		if empty {
			return []tftypes.Value{}
		}
		return []tftypes.Value{i.value(name, elementType, false)}
	}
	switch collection := valueType.(type) {
	case tftypes.List:
		return tftypes.NewValue(valueType, element(collection.ElementType))
	case tftypes.Set:
		return tftypes.NewValue(valueType, element(collection.ElementType))
	case tftypes.Map:
		return tftypes.NewValue(valueType, map[string]tftypes.Value{})
	case tftypes.Object:
		attributes := map[string]tftypes.Value{}
		for attribute, attributeType := range collection.AttributeTypes {
			attributes[attribute] = i.value(attribute, attributeType, false)
		}
		return tftypes.NewValue(valueType, attributes)
	}
	switch {
	case valueType.Is(tftypes.Bool):
		return tftypes.NewValue(valueType, false)
	case valueType.Is(tftypes.Number):
		return tftypes.NewValue(valueType, 1)
	default:
		return tftypes.NewValue(tftypes.String, i.text(name))
	}
}

func (i imagined) text(name string) string {
	switch {
	case name == "arn" || strings.HasSuffix(name, "_arn") || strings.HasSuffix(name, "_arns"):
		return fmt.Sprintf("arn:aws:cloudless:%s:%s:%s/%s", i.region, account, i.typeName, i.suffix)
	case name == "account_id" || name == "owner_id" || strings.HasSuffix(name, "_account_id"):
		return account
	case name == "region":
		return i.region
	case strings.HasPrefix(name, "availability_zone"):
		return i.region + "a"
	case name == "cidr_block":
		return "10.0.0.0/16"
	case name == "json" || strings.HasSuffix(name, "_json") || name == "policy":
		return "{}"
	case name == "id":
		return strings.ReplaceAll(strings.TrimPrefix(i.typeName, "aws_"), "_", "-") + "-" + i.suffix
	default:
		return strings.ReplaceAll(name, "_", "-") + "-" + i.suffix
	}
}
