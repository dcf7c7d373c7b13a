using BenchmarkDotNet.Running;

// dotnet run -c Release --project Simulator.Benchmarks -- --filter '*'
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
