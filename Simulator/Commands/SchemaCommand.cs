using System.CommandLine;
using Spiking.Engine;
using Spiking.Papers;
using Spiking.Protocols;
using Spiking.RateModels.Experiments;
using Spiking.Runs;
using Spiking.Studies;

namespace Spiking.Commands;

/// <summary>schema: prints the JSON Schema of network files.</summary>
internal static class SchemaCommand
{
    public static Command Create()
    {
        Command command = new(
            "schema",
            """
            Prints the JSON Schema of network files (it is kept in networks/schema.json), for editors to complete and check files with.
            The descriptions of keys come from Simulator.xml, a file beside the program.
            """);
        Option<bool> protocols =
            new("--protocols") { Description = "The schema of protocol files instead (networks/protocol.schema.json)." };
        Option<bool> studies = new("--studies") { Description = "The schema of study files instead (networks/study.schema.json)." };
        Option<bool> rateModels =
            new("--rate-models") { Description = "The schema of files of rate models instead (networks/rate.schema.json)." };
        Option<bool> papers = new("--papers") { Description = "The schema of paper files instead (networks/paper.schema.json)." };
        command.Options.Add(papers);
        command.Options.Add(rateModels);
        command.Options.Add(protocols);
        command.Options.Add(studies);
        command.SetAction(parsed => CommandLine.Guard(() =>
        {
            Option<bool>[] kinds = [protocols, studies, rateModels, papers];
            string[] asked = [.. kinds.Where(option => parsed.GetValue(option)).Select(option => option.Name)];
            if (asked.Length > 1)
                throw new CommandException($"one schema is printed at a time; found {string.Join(" and ", asked)}.");
            Console.Out.Write(
                parsed.GetValue(protocols) ? ProtocolDescription.File.Schema()
                : parsed.GetValue(rateModels) ? ExperimentDescription.File.Schema()
                : parsed.GetValue(papers) ? PaperDescription.File.Schema()
                : parsed.GetValue(studies) ? StudyDescription.File.Schema()
                : NetworkDescription.File.Schema());
            return 0;
        }));
        return command;
    }
}
