using System.CommandLine;
using Spiking.Networks;

namespace Spiking.Commands;

/// <summary>schema: prints the JSON Schema of network files.</summary>
internal static class SchemaCommand
{
    public static Command Create()
    {
        Command command = new("schema", "Prints the JSON Schema of network files (it is kept in networks/schema.json), for editors to complete and check files with.");
        command.SetAction(_ =>
        {
            Console.Out.Write(NetworkSchema.Generate());
            return 0;
        });
        return command;
    }
}
