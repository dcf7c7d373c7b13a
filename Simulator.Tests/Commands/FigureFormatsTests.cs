using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Spiking.Plotting;
using Spiking.Tests.Plotting;

namespace Spiking.Tests.Commands;

/// <summary>The files of figures: which are written, and that their bytes depend on nothing but the figure.</summary>
public sealed class FigureFormatsTests
{
    private static readonly string s_protocol = Path.Combine(TestFiles.Networks, "pairing-sjostrom.json");
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [TestCase("svg,png,pdf", "weight-change.pdf weight-change.png weight-change.svg")]
    [TestCase("PDF", "weight-change.pdf")]
    [TestCase("none", "")]
    [TestCase(null, "weight-change.png weight-change.svg")]
    public void Figures_are_written_in_the_formats_that_were_asked_for(string? formats, string files)
    {
        SimulatorProcess.Here([.. Run("a"), .. formats is null ? [] : new[] { "--figures", formats }]).Ended(0);

        string[] written = [.. Directory.EnumerateFiles(Figures("a")).Select(path => Path.GetFileName(path)!).Order()];
        Assert.That(string.Join(' ', written.Where(file => Path.GetExtension(file) is not (".csv" or ".json"))), Is.EqualTo(files));
        Assert.That(written.Count(file => file.EndsWith(".csv", StringComparison.Ordinal)), Is.EqualTo(3));
    }

    [Test]
    public void Unknown_formats_are_answered_with_the_nearest()
    {
        ProgramResult result = SimulatorProcess.Here([.. Run("a"), "--figures", "svg,pnf"]).Ended(2);

        Assert.That(result.Error,
            Does.Contain("""--figures: found 'pnf'; there are "svg", "png", "pdf" and "none"; did you mean "png"?"""));
        Assert.That(SimulatorProcess.Here([.. Run("a"), "--figures", "none,svg"]).Ended(2).Error,
            Does.Contain("no other format can be given with none"));
        Assert.That(SimulatorProcess.Here("run", "--help").Ended(0).Output, Does.Contain("svg,png").And.Not.Contain("Svg"));
        Assert.That(Directory.EnumerateFileSystemEntries(_folder.Path), Is.Empty);
    }

    [Test]
    public void Figures_are_drawn_again_from_their_numbers()
    {
        SimulatorProcess.Here([.. Run("a"), "--figures", "svg"]).Ended(0);
        string drawing = Path.Combine(Figures("a"), "weight-change.svg"), before = File.ReadAllText(drawing);
        string page = Path.Combine(Path.GetDirectoryName(Figures("a"))!, "report.html"), shown = File.ReadAllText(page);
        File.Delete(drawing);

        ProgramResult result = SimulatorProcess.Here("figures", "redraw", _folder.Path, "--figures", "svg,pdf").Ended(0);

        Assert.That(File.ReadAllText(drawing), Is.EqualTo(before));
        Assert.That(result.Output, Is.EqualTo($"{drawing}\n{Path.ChangeExtension(drawing, "pdf")}\n{page}\n"));
        Assert.That(File.ReadAllText(page), Is.EqualTo(shown));

        // What a person changes is in the page, too, and nothing else of it changes.
        string description = Path.ChangeExtension(drawing, "json"), colour = Palette.Shade(Palette.Orange, 2, 3).ToString();
        File.WriteAllText(description, File.ReadAllText(description).Replace(colour, "#123456", StringComparison.Ordinal));
        SimulatorProcess.Here("figures", "redraw", _folder.Path, "--figures", "svg").Ended(0);
        Assert.That(shown.ToUpperInvariant(), Does.Contain(colour.ToUpperInvariant()).And.Not.Contain("#123456"));
        Assert.That(Regex.Replace(File.ReadAllText(page), "#123456", colour, RegexOptions.IgnoreCase), Is.EqualTo(shown).IgnoreCase);

        // Other letters, as another journal wants them, find the same tables.
        File.WriteAllText(description, Regex.Replace(File.ReadAllText(description), "\"letter\": \"([a-z])\"",
            letter => $"\"letter\": \"{letter.Groups[1].Value.ToUpperInvariant()}\""));
        SimulatorProcess.Here("figures", "redraw", _folder.Path, "--figures", "svg").Ended(0);
        Assert.That(Regex.Matches(File.ReadAllText(drawing), "font-weight=\"600\"[^>]*>(.)<").Select(letter => letter.Groups[1].Value),
            Is.EqualTo(new[] { "A", "B", "C" }));

        // Letters moved on by one, or one of them twice, still leave every panel its table: nothing is drawn from that of another.
        string lettered = File.ReadAllText(description), data = Data();
        foreach (string letters in new[] { "bcd", "bbb", "   " })
        {
            int next = 0;
            File.WriteAllText(description,
                Regex.Replace(lettered, "\"letter\": \"[A-Z]\"", _ => $"\"letter\": \"{letters[next++].ToString().Trim()}\""));
            SimulatorProcess.Here("figures", "redraw", _folder.Path, "--figures", "svg").Ended(0);
            Assert.That(Data(), Is.EqualTo(data), letters);
        }

        File.WriteAllText(description, lettered);
        string Data() => string.Concat(Regex.Matches(File.ReadAllText(drawing), "<path fill=\"none\"[^>]*stroke-width=\"0.8\"[^>]*>"));
        Assert.That(SimulatorProcess.Here("figures", "redraw").Ended(2).Error, Does.Contain("See 'spiking figures redraw --help'"));
        Assert.That(SimulatorProcess.Here("figures", "redraw", Path.Combine(_folder.Path, "nothing")).Ended(1).Error,
            Does.Contain("there is no folder"));
        File.Delete(Path.Combine(Figures("a"), "weight-change-b.csv"));
        Assert.That(SimulatorProcess.Here("figures", "redraw", _folder.Path).Ended(1).Error, Does.Contain("weight-change-b.csv"));
    }

    [Test]
    public void A_figure_that_cannot_be_drawn_does_not_keep_the_others_from_it()
    {
        Figure figure = Drawing.Sheet(new LineSeries("rate", Palette.Blue, [0, 1, 2], [3, 1, 2]));
        string folder = _folder.File("figures");
        foreach (string name in new[] { "a", "b", "c" }) FigureFiles.Write(figure, folder, name, []);
        File.WriteAllText(Path.Combine(folder, "a.json"), "{ \"version\": 3 }");
        File.Delete(Path.Combine(folder, "b-a.csv"));

        ProgramResult result = SimulatorProcess.Here("figures", "redraw", _folder.Path, "--figures", "svg").Ended(1);

        Assert.That(result.Output, Is.EqualTo(Path.Combine(folder, "c.svg") + "\n"));
        Assert.That(result.Error, Does.Contain("a.json:1:1: the key \"panels\" is missing").And.Contain("b.json could not be drawn")
            .And.EndWith("2 of 3 figures could not be drawn.\n"));
    }

    [Test]
    public void Two_processes_write_the_same_bytes()
    {
        SimulatorProcess.Here([.. Run("a"), "--figures", "svg,png,pdf"]).Ended(0);
        SimulatorProcess.Apart([.. Run("b"), "--figures", "svg,png,pdf"]).Ended(0);

        AssertSame();
    }

    // A process that does take the language of the machine, here one with decimal commas; the program's own settings ask for none.
    [Test]
    public void A_process_of_another_language_writes_the_same_bytes()
    {
        string settings = _folder.File("languages.runtimeconfig.json"),
            own = File.ReadAllText(TestFiles.Of("Simulator.runtimeconfig.json"));
        File.WriteAllText(settings, own.Replace(
            "\"System.Globalization.Invariant\": true", "\"System.Globalization.Invariant\": false", StringComparison.Ordinal));
        Assert.That(File.ReadAllText(settings), Is.Not.EqualTo(own));
        ProgramResult german = SimulatorProcess.Apart(
            [.. Run("b"), "--figures", "svg,png,pdf"],
            new Dictionary<string, string> { ["LANG"] = "de_DE.UTF-8", ["LC_ALL"] = "de_DE.UTF-8" },
            shell: $"host=$1; shift; set -- \"$host\" exec --runtimeconfig '{settings}' \"$@\"");
        if (german.Error.Contains("ICU", StringComparison.Ordinal)) Assert.Ignore("languages need the library ICU");
        german.Ended(0);
        SimulatorProcess.Here([.. Run("a"), "--figures", "svg,png,pdf"]).Ended(0);

        AssertSame();
    }

    [Test]
    public void A_machine_without_fonts_writes_the_same_bytes()
    {
        string[] all = [.. Run("b"), "--figures", "svg,png,pdf"];
        ProcessStartInfo start = new("unshare", [
            "-m", "sh", "-c", "mount -t tmpfs none /usr/share/fonts || exit 99; \"$0\" \"$@\" || exit 98",
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            Path.Combine(TestContext.CurrentContext.TestDirectory, "Simulator.dll"), .. all])
        { RedirectStandardOutput = true, RedirectStandardError = true };
        int? code = null;
        try
        {
            using Process process = Process.Start(start)!;
            process.WaitForExit();
            code = process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
        }

        // 1 is the answer of unshare alone; whatever the program answers is 98.
        if (code is null or 1 or 99) Assert.Ignore("fonts can be hidden from a process only on Linux, and only by root");
        Assert.That(code, Is.Zero);
        SimulatorProcess.Here([.. Run("a"), "--figures", "svg,png,pdf"]).Ended(0);

        AssertSame();
    }

    [Test]
    public void Any_language_writes_the_same_bytes()
    {
        CultureInfo before = CultureInfo.CurrentCulture, strange = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (strange.NumberFormat.NumberDecimalSeparator, strange.NumberFormat.NegativeSign, strange.NumberFormat.NumberGroupSeparator) =
            (",", "~", ".");
        Figure figure = Samples.Mixed();
        byte[][] expected = [.. Enum.GetValues<FigureFormat>().Select(format => Drawing.Bytes(figure, format))];
        try
        {
            CultureInfo.CurrentCulture = strange;
            Assert.That(Enum.GetValues<FigureFormat>().Select(format => Drawing.Bytes(figure, format)), Is.EqualTo(expected));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private string[] Run(string name) => ["protocol", s_protocol, "--realizations", "2", "--run", name, "--output", _folder.Path];

    private string Figures(string run) => Path.Combine(_folder.Path, "pairing-sjostrom", run, "figures");

    private void AssertSame()
    {
        string[] names = [.. Directory.EnumerateFiles(Figures("a")).Select(path => Path.GetFileName(path)!).Order()];
        Assert.That(names, Has.Length.EqualTo(7));
        foreach (string name in names)
            Assert.That(File.ReadAllBytes(Path.Combine(Figures("b"), name)),
                Is.EqualTo(File.ReadAllBytes(Path.Combine(Figures("a"), name))), name);
    }
}
