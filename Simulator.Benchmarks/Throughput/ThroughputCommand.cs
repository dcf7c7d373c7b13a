using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Spiking.Commands;
using Spiking.Engine;
using Spiking.Runs;
using Spiking.Text;
using Usage = Spiking.Commands.CommandLine;

namespace Spiking.Benchmarks.Throughput;

/// <summary>throughput: measures whole networks.</summary>
internal static class ThroughputCommand
{
    private const int WrongUsage = 2;
    private const int DefaultLargest = 1_000_000;
    private static readonly string[] s_options =
        ["--repetitions", "--threads", "--ranks", "--output", "--scaling", "--smallest", "--largest", "--in-degree", "--model"];
    private static readonly int[] s_sizes = [1000, 3000, 10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000, 10_000_000];

    /// <summary>Runs the program with its arguments; returns the exit code.</summary>
    public static int Run(string[] arguments)
    {
        if (arguments is [MeasuringProcess.Argument, ..]) return MeasuringProcess.Run(arguments[1..]);
        RootCommand command = Create();
        ParseResult parsed = command.Parse(arguments);
        if (parsed.Errors.Count == 0) return parsed.Invoke();
        foreach (ParseError error in parsed.Errors) Console.Error.WriteLine($"error: {error.Message}");
        Console.Error.WriteLine("See 'throughput --help' for what is allowed.");
        return WrongUsage;
    }

    private static RootCommand Create()
    {
        Argument<string[]> networks = new("network")
        {
            Description = $"The networks to measure: {string.Join(", ", BenchmarkNetwork.All.Select(n => n.Name))}; all, if none is named.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        networks.Validators.Add(CheckNames);
        Option<long?> repetitions =
            IntegerOption.Create("--repetitions", "How often each network is measured after its warm-up.", smallest: 1, standard: 5);
        Option<long?> threads = IntegerOption.Create(
            "--threads", "Threads for each network, as far as it has populations that can go side by side.", smallest: 1, standard: 1);
        Option<long?> ranks = IntegerOption.Create("--ranks",
            "Processes that share each network, started by mpirun (Open MPI 4); only networks of point neurons can be shared.", smallest: 1,
            standard: 1);
        Option<string> output = new("--output", "-o")
        {
            Description = "The CSV file to write.",
            HelpName = "file",
            DefaultValueFactory = _ => "throughput.csv"
        };
        Option<bool> scaling =
            new("--scaling") { Description = "Measures a recurrent network of growing size at a fixed in-degree instead." };
        Option<long?> smallest = IntegerOption.Create("--smallest", "Scaling: smallest number of neurons.", smallest: 1000, standard: 1000);
        Option<long?> largest =
            IntegerOption.Create("--largest", "Scaling: largest number of neurons.", smallest: 1000, standard: DefaultLargest);
        Option<long?> inDegree = IntegerOption.Create("--in-degree",
            "Scaling: mean number of synapses onto a neuron, fewer than there are neurons.", smallest: 1, standard: 100);
        Option<ScaledModel> model =
            new("--model")
            {
                Description = "Scaling: neurons with background noise, or the network coba at other sizes.",
                DefaultValueFactory = _ => ScaledModel.Pyramidal
            };
        RootCommand command = new(
            """
            Measures whole networks, on one core if not told otherwise, and prints, next to every speed, what was measured. Also written as CSV.
              throughput                            all benchmark networks; some minutes, and 4 GB for the microcircuit
              throughput coba brunel                two of them
              throughput brunel --ranks 2           one of them, shared by two processes
              throughput --scaling                  a thousand to a million active pyramidal cells with 100 synapses each
              throughput --scaling --model lif      integrate-and-fire cells (the network coba) instead
              throughput --scaling --smallest 1000000 --in-degree 1000      a million cells with a billion synapses
            Repetitions are stretches of simulated time (an epoch of XOR, 4 s of coba, 1 s of the others). Wall time counts what the machine
            does besides; processor time suffers less from that. Sizes for which the memory does not suffice are refused before they are built.
            """);
        model.AcceptOnlyFromAmong([.. Enum.GetNames<ScaledModel>().Select(name => name.ToLowerInvariant())]);
        command.Validators.Add(result =>
        {
            if (result.GetValue(scaling) && result.GetValue(networks) is { Length: > 0 } named)
                result.AddError($"--scaling measures networks of its own, not '{named[0]}'.");
        });
        command.Arguments.Add(networks);
        foreach (Option option in (Option[])[repetitions, threads, ranks, output, scaling, smallest, largest, inDegree, model])
            command.Options.Add(option);
        command.SetAction(parsed => Usage.Guard(() =>
        {
            int count = (int)Math.Min(parsed.GetRequiredValue(repetitions)!.Value, int.MaxValue);
            int most = (int)Math.Min(parsed.GetRequiredValue(threads)!.Value, int.MaxValue);
            int processes = (int)Math.Min(parsed.GetRequiredValue(ranks)!.Value, int.MaxValue);
            string file = parsed.GetRequiredValue(output);
            CheckWritable(file);
            List<Measurement> measurements = parsed.GetValue(scaling)
                ? MeasureSizes(
                    parsed.GetValue(model),
                    s_sizes.Where(n => n >= parsed.GetRequiredValue(smallest) && n <= parsed.GetRequiredValue(largest)),
                    (int)Math.Min(parsed.GetRequiredValue(inDegree)!.Value, int.MaxValue),
                    count,
                    most,
                    processes)
                : MeasureNetworks(parsed.GetValue(networks) ?? [], count, most, processes);
            if (measurements.Count == 0) throw new CommandException("nothing was measured.");
            ThroughputTables.Print(measurements);
            ThroughputTables.Write(measurements, file);
            Console.WriteLine(file);
            return 0;
        }));
        return command;
    }

    private static List<Measurement> MeasureNetworks(string[] names, int repetitions, int threads, int ranks)
    {
        List<Measurement> measurements = [];
        foreach (BenchmarkNetwork network in BenchmarkNetwork.All.Where(n => names.Length == 0 || names.Contains(n.Name)))
        {
            Console.Error.WriteLine($"{network.Name} ...");
            Measure(network, repetitions, threads, ranks, measurements);
        }

        return measurements;
    }

    private static List<Measurement> MeasureSizes(
        ScaledModel model, IEnumerable<int> sizes, int inDegree, int repetitions, int threads, int ranks)
    {
        List<Measurement> measurements = [];
        foreach (int size in sizes)
        {
            if (inDegree >= size)
                throw new CommandException(Invariant($"--in-degree: {inDegree} synapses per neuron need more than {size} neurons."));
            ScaledWorkload workload = new(model, size, inDegree);
            Definition definition = workload.Describe(repetitions);
            double needed = ScaledNetwork.Bytes(definition.Network), available = AvailableMemory.Bytes();
            if (needed > available)
            {
                Console.Error.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{definition.Name} neurons with {inDegree} synapses each need about {needed / 1e9:F1} GB, and {available / 1e9:F1} GB "
                    + $"are available: not built. Take a smaller --in-degree or --largest."));
                break;
            }

            Console.Error.WriteLine(Invariant($"{definition.Name} neurons, about {needed / 1e6:F0} MB ..."));
            if (!Measure(workload, repetitions, threads, ranks, measurements)) break;
        }

        return measurements;
    }

    /// <summary>Measures a workload and adds what was found; says if it failed, so that what was measured before is not lost.</summary>
    private static bool Measure(IWorkload workload, int repetitions, int threads, int ranks, List<Measurement> measurements)
    {
        try
        {
            measurements.Add(MeasuringProcess.Measure(workload, repetitions, threads, ranks));
            return true;
        }
        catch (Exception e) when (e is CommandException or SimulationException)
        {
            Console.Error.WriteLine("error: " + e.Message);
            return false;
        }
    }

    private static void CheckNames(ArgumentResult result)
    {
        string[] known = [.. BenchmarkNetwork.All.Select(n => n.Name)];
        foreach (string name in result.Tokens.Select(t => t.Value).Where(name => !known.Contains(name)))
            result.AddError(name.StartsWith('-')
                ? $"'{name}' is not an option{Names.DidYouMean(name, s_options)}"
                : $"'{name}' is none of the networks, {Names.Either(known)}{Names.DidYouMean(name, known)}");
    }

    // Before minutes of measuring.
    private static void CheckWritable(string file)
    {
        try
        {
            using FileStream stream = new(file, FileMode.OpenOrCreate, FileAccess.Write);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CommandException($"{file} cannot be written: {e.Message}");
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
