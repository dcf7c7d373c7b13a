using System.CommandLine;
using System.Text.RegularExpressions;
using Spiking.Commands;
using Spiking.Engine;
using Spiking.Tests.Architecture;

namespace Spiking.Tests.Documents;

/// <summary>Claims of README and docs, tried: files are read, code is compiled and run, commands are parsed, links are followed.</summary>
[NonParallelizable]
public sealed partial class DocumentTests
{
    // Code that a page shows: calls, and parts of an assembly of one's own.
    private static readonly string[] s_code =
        [.. new[] { "Documents", "Extension", "RateModels" }.Select(room => Path.Combine(SourceFiles.Root, "Simulator.Tests", room))];

    private static IEnumerable<string> Documents() =>
        Directory.EnumerateFiles(Path.Combine(SourceFiles.Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Append(Path.Combine(SourceFiles.Root, "README.md"))
            .Select(path => Path.GetRelativePath(SourceFiles.Root, path).Replace('\\', '/')).Order(StringComparer.Ordinal);

    // The pages of reference show parts of files, which tests of their own read.
    private static IEnumerable<string> Essays() => Documents().Where(name => !name.StartsWith("docs/reference/", StringComparison.Ordinal));

    [TestCaseSource(nameof(Essays))]
    public void Every_json_block_is_a_sound_network_file(string document) => Assert.Multiple(() =>
    {
        string path = Path.Combine(SourceFiles.Root, document);
        foreach (Match block in Fence().Matches(Text(document)).Where(block => block.Groups["language"].Value == "json"))
            Assert.That(() => NetworkDescription.File.Parse(block.Groups["text"].Value, path), Throws.Nothing);
    });

    [TestCaseSource(nameof(Essays))]
    public void Every_csharp_block_is_code_of_the_tests(string document) => Assert.Multiple(() =>
    {
        foreach (Match block in Fence().Matches(Text(document)).Where(block => block.Groups["language"].Value == "csharp"))
        {
            string name = block.Groups["name"].Value;
            Assert.That(name, Is.Not.Empty, $"a block of C# in {document} has no line <!-- code: NAME --> before it");
            Assert.That(block.Groups["text"].Value, Is.EqualTo(Region(name)), $"{document}, {name}");
        }
    });

    [TestCaseSource(nameof(Documents))]
    public void Every_link_leads_somewhere(string document) => Assert.Multiple(() =>
    {
        string folder = Path.GetDirectoryName(Path.Combine(SourceFiles.Root, document))!;
        foreach (Match link in Link().Matches(Text(document)))
        {
            string target = link.Groups["path"].Value, anchor = link.Groups["anchor"].Value;
            if (target.Contains("://")) continue;
            string path = target.Length == 0 ? Path.Combine(SourceFiles.Root, document) : Path.GetFullPath(Path.Combine(folder, target));
            Assert.That(File.Exists(path) || Directory.Exists(path), $"{document} links to {target}, which does not exist");
            if (anchor.Length > 0 && File.Exists(path))
                Assert.That(Anchors(File.ReadAllText(path)), Does.Contain(anchor), $"{document} links to {target}#{anchor}");
        }
    });

    [TestCaseSource(nameof(Essays))]
    public void Every_command_exists_with_its_options_and_files(string document) => Assert.Multiple(() =>
    {
        RootCommand program = CommandLine.Create();
        foreach (Match command in Command().Matches(Text(document)))
        {
            // The name alone is a word in a sentence; what the shell does with the output is not part of the call.
            string line = command.Groups["line"].Value.Split(" > ")[0];
            if (!line.Contains(' ', StringComparison.Ordinal)) continue;
            ParseResult parsed = program.Parse([.. Words().Matches(line).Select(word => word.Value.Replace("'", ""))]);
            Assert.That(parsed.Errors.Select(error => error.Message), Is.Empty, $"{document}: {line}");
            foreach (Match file in NetworkPath().Matches(line))
                Assert.That(Path.Combine(SourceFiles.Root, file.Value), Does.Exist, $"{document}: {line}");
        }
    });

    [Test]
    public void The_code_of_getting_started_runs()
    {
        string json =
            Fence().Matches(Text("docs/getting-started.md")).First(block => block.Groups["language"].Value == "json").Groups["text"].Value;
        using TemporaryFolder folder = new();
        string before = Directory.GetCurrentDirectory();
        TextWriter console = Console.Out;
        using StringWriter output = new();
        try
        {
            File.WriteAllText(folder.File("first.json"), json);
            Directory.SetCurrentDirectory(folder.Path);
            Console.SetOut(output);
            DocumentedCode.FirstProgram();
            DocumentedCode.SaveAndRestore();
            DocumentedCode.DescribedInCode();
            DocumentedCode.TestOfASynapse();
            Directory.SetCurrentDirectory(SourceFiles.Root);
            DocumentedCode.TaskInCode();
        }
        finally
        {
            Console.SetOut(console);
            Directory.SetCurrentDirectory(before);
        }

        Assert.That(output.ToString(),
            Does.Match(
                @"^[1-9]\d* spikes, of which \d+ made a burst\n[1-9]\d* spikes with 400 pA more\n[1-9]\d* spikes with 600 pA more\n[1-9]\d*\.\d Hz, spikes [0-9A-F]{16}\nTrue\nTrue\nsolved_by_epoch \S+\nmargin_hz -?[\d.]+\n(\S+ \S+\n)+$"));
    }

    // One project in one place for all pages on parts of one's own, so that who has made it for one page can go to the next.
    [TestCase("add-a-neuron", "own-model")]
    [TestCase("add-a-rule", "own-rule")]
    [TestCase("add-a-synapse", "own-synapse")]
    [TestCase("add-a-recorder-or-task", "own-recorder")]
    [TestCase("add-a-recorder-or-task", "own-task")]
    [TestCase("add-a-study-figure", "own-figure")]
    public void Pages_on_own_parts_make_and_run_their_project_in_the_same_way(string page, string code)
    {
        const string Make = "\n    dotnet new classlib -o MyParts\n    rm MyParts/Class1.cs\n"
            + "    dotnet add MyParts reference spiking/Simulator/Simulator.csproj\n",
            Call = "\n    dotnet build -c Release MyParts\n"
            + "    dotnet run -c Release --project spiking/Simulator -- --load MyParts/bin/Release/net10.0/MyParts.dll run ";
        string text = Text($"docs/{page}.md");
        Assert.That(text, Does.Contain("<EnableDynamicLoading>true</EnableDynamicLoading>"));
        Assert.That(text, Does.Contain(Make).And.Contain(Call).And.Contain($"<!-- code: {code} -->").And.Contain("```jsonc\n"));
    }

    [Test]
    public void The_readme_is_short_enough_to_be_read() =>
        Assert.That(File.ReadLines(Path.Combine(SourceFiles.Root, "README.md")).Count(), Is.LessThan(120));

    private static string Text(string document) => File.ReadAllText(Path.Combine(SourceFiles.Root, document));

    private static string Region(string name)
    {
        foreach (string file in s_code.SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs")))
        {
            string pattern = $@"(^|\n)(?<indent> *)// <{name}>\n(?<text>.*?\n) *// </{name}>";
            Match region = Regex.Match(File.ReadAllText(file), pattern, RegexOptions.Singleline);
            if (region.Success)
                return Regex.Replace(region.Groups["text"].Value, "^" + region.Groups["indent"].Value, "", RegexOptions.Multiline);
        }

        return $"there is no region {name} in {string.Join(" and ", s_code)}";
    }

    // The anchors that the page of a repository gives to headings.
    private static IEnumerable<string> Anchors(string text) =>
        Heading().Matches(text)
            .Select(heading => NotInAnchor().Replace(heading.Groups["title"].Value.ToLowerInvariant(), "").Replace(' ', '-'));

    // As a shell divides a line, if what is in single quotes has none.
    [GeneratedRegex(@"('[^']*'|[^\s'])+")]
    private static partial Regex Words();

    [GeneratedRegex(@"(<!-- code: (?<name>[\w-]+) -->\n)?^```(?<language>\w*)\n(?<text>.*?)^```$",
        RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"\]\((?<path>[^)#\s]*)(#(?<anchor>[^)\s]+))?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+ (?<title>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchor();

    // As it is written in text (`run networks/...`) and in lines of their own. What stands for something else is in capitals.
    [GeneratedRegex(
        @"(?<=`|Simulator -- |spiking )(?<line>(run|reproduce|protocol|validate|describe|schema|reference|resume|sweep|merge|figures|export|list|copy|python)(?= |`|$)(?!( [^`\n]*)?[A-Z]{4})[^`\n]*)",
        RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex(@"networks/[\w./-]+\.json")]
    private static partial Regex NetworkPath();
}
