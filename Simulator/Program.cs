using System.CommandLine;
using Spiking.Commands;

// Usage errors end with 2, everything else that goes wrong with 1, a run stopped by Ctrl-C with 130.
// Without any argument the help is what is wanted.
ParseResult parsed = CommandLine.Create().Parse(args.Length == 0 ? ["--help"] : args);
if (parsed.Errors.Count > 0) return CommandLine.ReportUsage(parsed);
return CommandLine.Guard(() =>
{
    LoadOption.Load(parsed);
    VectorOption.Choose(parsed);
    ReproduceCommand.CompleteHelp(parsed);
    return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
});
