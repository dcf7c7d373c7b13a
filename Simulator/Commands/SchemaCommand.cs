using System.CommandLine;
using Spiking.Networks;

namespace Spiking.Commands;

/// <summary>schema: prints the JSON Schema of network files.</summary>
internal static class SchemaCommand
{
    public static Command Create()
    {
        Command command = new("schema", "Prints the JSON Schema of network files (it is kept in networks/schema.json), for editors to complete and check files with.");
        Option<bool> protocols = new("--protocols") { Description = "The schema of protocol files instead (networks/protocol.schema.json)." };
        command.Options.Add(protocols);
        command.SetAction(parsed =>
        {
            Console.Out.Write(parsed.GetValue(protocols) ? NetworkSchema.GenerateForProtocols() : NetworkSchema.Generate());
            return 0;
        });
        return command;
    }
}
