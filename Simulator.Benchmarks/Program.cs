using BenchmarkDotNet.Running;
using Spiking.Benchmarks;
using Spiking.Benchmarks.Throughput;

// dotnet run -c Release --project Simulator.Benchmarks -- throughput       whole networks: see throughput --help
// dotnet run -c Release --project Simulator.Benchmarks -- rate-models      rate models
// dotnet run -c Release --project Simulator.Benchmarks -- --filter '*'     kernels and deliveries, by BenchmarkDotNet with its own
// arguments
if (args is ["throughput", ..]) return ThroughputCommand.Run(args[1..]);
if (args is ["rate-models"]) return RateModelCommand.Run();
if (args is [] or ["--help"] or ["-h"] or ["-?"])
{
    Console.WriteLine(
        """
        Benchmarks of the simulator. Build and run them in Release, on a machine that does nothing else:
          dotnet run -c Release --project Simulator.Benchmarks -- ARGUMENTS

        throughput [NETWORK ...]   whole networks: definition, firing rate, real-time factor, synaptic events, memory; table and CSV
        throughput --scaling       the same with a thousand to a million neurons at a fixed in-degree
        throughput --help          what else it can do

        rate-models                matrix products and learning steps of rate models: milliseconds and GFLOP/s

        Everything else goes to BenchmarkDotNet, which measures kernels and deliveries:
        --list flat                names of the benchmarks
        --filter '*Neuron*'        runs those whose name fits (one kernel per neuron model); '*' runs all
        --filter '*' -i --job short    in this process and with few iterations: minutes instead of an hour
        """);
    return 0;
}

BenchmarkSwitcher.FromAssembly(typeof(ThroughputCommand).Assembly).Run(args);
return 0;
