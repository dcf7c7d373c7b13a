using SharpFuzz;
using Spiking.Engine;
using Spiking.Files;
using Spiking.Protocols;
using Spiking.RateModels.Experiments;
using Spiking.Studies;

// Reads what afl++ hands over, as the program reads files: the documented exception is an answer, any other a find.
if (args is ["tables"])
{
    string path = Path.GetTempFileName();
    Fuzzer.OutOfProcess.Run(stream =>
    {
        using (FileStream file = File.Create(path)) stream.CopyTo(file);
        ReadTable(path);
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
        using DataFile file = DataFile.Open(path, "a", "population", "time_s", "neuron");
        double[][] piece = DataFile.Piece(2);
        while (file.Read(piece) > 0) continue;
    }
    catch (DataFileException)
    {
    }
}
