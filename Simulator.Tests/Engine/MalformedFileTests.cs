using Spiking.Engine;
using Spiking.Files;
using Spiking.Tests.Neurons;
using Spiking.Text;

namespace Spiking.Tests.Engine;

/// <summary>
/// Every file of the folder Malformed is refused with exactly the messages that its first lines announce, in the order of the file:
/// "//! LINE:COLUMN: PATH: MESSAGE". In these, {models} means the names of all neuron models.
/// </summary>
public sealed class MalformedFileTests
{
    private const string Mark = "//! ", ModelNames = "{models}";

    private static string Folder => Path.Combine(TestContext.CurrentContext.TestDirectory, "Engine", "Malformed");

    public static IEnumerable<string> Files => Directory.EnumerateFiles(Folder, "*.json").Select(path => Path.GetFileName(path)!).Order();

    [TestCaseSource(nameof(Files))]
    public void File_is_refused_with_its_messages(string name)
    {
        string text = File.ReadAllText(Path.Combine(Folder, name));
        var expected = text.Split('\n').TakeWhile(line => line.StartsWith(Mark, StringComparison.Ordinal))
            .Select(line => line[Mark.Length..].Replace(ModelNames, Names.Either(NeuronModels.Names), StringComparison.Ordinal));
        var exception = Assert.Throws<NetworkFileException>(() => NetworkDescription.File.Parse(text, "network.json"));
        var messages = exception.Problems.Select(problem => problem.ToString()["network.json:".Length..]);
        Assert.That(messages, Is.EqualTo(expected));
    }

    [Test]
    public void There_are_many_malformed_files() => Assert.That(Files.Count(), Is.GreaterThanOrEqualTo(70));
}
