// A Terraform provider that has the schema of a real one and no cloud: what it creates exists in the state only.
package main

import (
	"log"
	"os"

	"github.com/hashicorp/terraform-plugin-go/tfprotov5"
	"github.com/hashicorp/terraform-plugin-go/tfprotov5/tf5server"
)

// schemaVariable names the file that ../schema.mjs derives.
const schemaVariable = "CLOUDLESS_SCHEMA"

func main() {
	schema, problem := readSchema(os.Getenv(schemaVariable))
	err := tf5server.Serve("cloudless", func() tfprotov5.ProviderServer {
		return &provider{schema: schema, problem: problem}
	})
	if err != nil {
		log.Fatal(err)
	}
}
