using System.Security.Cryptography;
using SharpFuzz;
using Spiking.Engine;
using Spiking.Files;
using Spiking.Protocols;
using Spiking.RateModels.Experiments;
using Spiking.Snapshots;
using Spiking.Studies;

// Reads what afl++ hands over, as the program reads files: the documented exception is an answer, any other a find.
if (args is ["seed", string seed])
{
    Cell().Save(seed);
}
else if (args is ["tables"] or ["snapshots"])
{
    string path = Path.GetTempFileName();
    Action<string> read = args is ["tables"] ? ReadTable : ReadSnapshot;
    Fuzzer.OutOfProcess.Run(stream =>
    {
        using (FileStream file = File.Create(path)) stream.CopyTo(file);
        read(path);
    });
}
else
{
    Fuzzer.OutOfProcess.Run((string text) => ReadDescription(text));
}

static void ReadDescription(string text)
{
    try
    {
        if (text.Contains("\"experiment\"", StringComparison.Ordinal)) ExperimentDescription.File.Parse(text, "fuzzed.json");
        else if (text.Contains("\"protocol\"", StringComparison.Ordinal)) ProtocolDescription.File.Parse(text, "fuzzed.json");
        else if (text.Contains("\"cases\"", StringComparison.Ordinal)) StudyDescription.File.Parse(text, "fuzzed.json");
        else NetworkDescription.File.Parse(text, "fuzzed.json");
    }
    catch (NetworkFileException)
    {
    }
}

static void ReadTable(string path)
{
    try
    {
        using DataFile file = DataFile.Open(path, "a", "population", "time_s|time_ms", "neuron");
        double[][] piece = DataFile.Piece(2);
        while (file.Read(piece) > 0) continue;
    }
    catch (DataFileException)
    {
    }
}

// A network of three cells, after some steps.
static Network Cell()
{
    const string Text = """
        {
          "name": "cell", "duration": "1 s", "neuronModels": { "cell": { "type": "adex" } },
          "populations": { "p": { "size": 3, "neuron": "cell", "background": [{ "receptor": "soma-ampa", "rate": "1 kHz", "weight": 0.1 }] } },
          "projections": [{ "from": "p", "to": "p", "receptor": "soma-gaba", "probability": 1, "weight": 0.1, "delay": "1 ms" }]
        }
        """;
    Network network = NetworkBuilder.Build(NetworkDescription.File.Parse(Text, "cell.json"));
    network.Advance(200);
    return network;
}

// With the right checksum, which no mutation would find.
static void ReadSnapshot(string path)
{
    byte[] bytes = File.ReadAllBytes(path);
    int hashed = bytes.Length - SnapshotFormat.ChecksumBytes;
    if (hashed < 0) return;
    SHA256.HashData(bytes.AsSpan(0, hashed), bytes.AsSpan(hashed));
    File.WriteAllBytes(path, bytes);
    try
    {
        Network network = Cell();
        network.Restore(path);
        network.Advance(20);
    }
    catch (Exception e) when (e is SnapshotException or NonFiniteStateException)
    {
    }
}
