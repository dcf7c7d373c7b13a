using System.CommandLine;
using Spiking.Commands;

// Usage errors end with 2, everything else that goes wrong with 1, a run stopped by Ctrl-C with 130.
ParseResult parsed = CommandLine.Create().Parse(args);
if (parsed.Errors.Count > 0) return CommandLine.ReportUsage(parsed);
return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
