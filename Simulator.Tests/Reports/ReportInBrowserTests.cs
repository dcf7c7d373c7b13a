using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Spiking.Plotting;
using Spiking.Reports;
using Spiking.Tests.Commands;
using Spiking.Tests.Plotting;

namespace Spiking.Tests.Reports;

/// <summary>
/// Reports in headless Chromium, on a desk and on a phone, on light and dark ground. Where there is no Chromium, these tests are left out.
/// </summary>
public sealed class ReportInBrowserTests
{
    // Accessible text: Web Content Accessibility Guidelines 2.1, criterion 1.4.3.
    private const double LeastContrast = 4.5;

    [Test]
    public void A_page_with_long_words_fits_the_window_overlaps_nowhere_and_causes_no_complaints(
        [Values(1280, 400)] int width, [Values] bool dark)
    {
        using TemporaryFolder folder = new();
        string word = new('x', 200);
        new Report(word).Summary("A sentence. " + word).KeyValues("What was asked", [("command", "spiking run " + word)])
            .Table(new("Rates in the last second of each pattern, without teacher and plasticity",
                [.. Enumerable.Range(0, 12).Select(i => $"column number {i}")],
                [[.. Enumerable.Range(0, 12).Select(i => "1.23456")]]))
            .Table(new("Parameters. " + string.Concat(Enumerable.Repeat("A title longer than the page. ", 5)),
                ["parameter", "value", "unit"],
                [["projections.hidden1.shortTermPlasticity.recoveryTime", "-0.00123456", "10⁻³ mV"]]))
            .Figure(Samples.Mixed() with { Caption = "All of $p_b$. " + word }, ["figures/mixed.svg", "figures/mixed-a.csv"])
            .Figure(Drawing.Sheet(new LineSeries("", Palette.Blue, [0, 1], [0, 1])))
            .Figure(Samples.Sketch())
            .Files("Files", [word + ".csv", "run.json"]).Raw("run.json", "{ \"" + word + "\": 1 }").Write(folder.File("report.html"));

        Look(folder, "report.html", width, dark);
    }

    [Test]
    public void So_does_the_page_of_a_run()
    {
        using TemporaryFolder folder = new();
        SimulatorProcess.Here([.. SimulatorProcess.TinyXorWithFigures, "--output", folder.Path, "--figures", "svg"]).Ended(0);
        foreach (int width in (int[])[1280, 400])
            foreach (bool dark in (bool[])[false, true]) Look(folder, "xor-burstprop/seed-1/report.html", width, dark);
    }

    // The page has no scripts; a second one looks at it in a frame of the wanted width.
    private static void Look(TemporaryFolder folder, string page, int width, bool dark)
    {
        File.WriteAllText(folder.File("look.html"), $$"""
            <!DOCTYPE html><body>
            <iframe id="frame" src="{{page}}" style="width:{{width}}px;height:900px;border:0"></iframe><pre id="seen"></pre>
            <script>
            const light = colour => {
              const linear = colour.match(/\d+(\.\d+)?/g).slice(0, 3).map(c => c / 255)
                .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
              return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
            };
            const ground = e => {
              for (; e; e = e.parentElement) {
                const colour = getComputedStyle(e).backgroundColor;
                if (colour !== "rgba(0, 0, 0, 0)") return colour;
              }
              return "rgb(255, 255, 255)";
            };
            const contrast = e => {
              const [low, high] = [light(getComputedStyle(e).color), light(ground(e))].sort((a, b) => a - b);
              return (high + 0.05) / (low + 0.05);
            };
            onload = () => {
              const page = document.getElementById("frame").contentDocument, body = page.body;
              const boxes = [...body.children].map(e => e.getBoundingClientRect()).filter(b => b.height > 0);
              const overlaps = boxes.filter((b, i) => i > 0 && b.top < boxes[i - 1].bottom - 1).length;
              const cells = [...body.querySelectorAll("caption span, .grid:has(.long) td")];
              const hidden = cells.filter(e => e.getBoundingClientRect().right > {{width}}).length;
              const words = [...body.querySelectorAll("h1, h2, p, a, th, td, caption, figcaption, li, summary, pre")];
              document.getElementById("seen").textContent = "seen width=" + page.documentElement.scrollWidth
                + " overlaps=" + overlaps + " parts=" + boxes.length + " hidden=" + hidden
                + " ground=" + Math.round(100 * light(ground(body))) + " contrast=" + Math.min(...words.map(contrast)).toFixed(2) + " end";
            };
            </script></body>
            """);
        (string dom, string errors) = Browse(folder.File("look.html"), width, dark);

        Match seen = Regex.Match(
            dom, "seen width=(\\d+) overlaps=(\\d+) parts=(\\d+) hidden=(\\d+) ground=(\\d+) contrast=([\\d.]+) end</pre>");
        Assert.That(seen.Success, dom + errors);
        double[] numbers = [.. seen.Groups.Values.Skip(1).Select(group => double.Parse(group.Value, CultureInfo.InvariantCulture))];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(numbers[0], Is.LessThanOrEqualTo(width), "the page scrolls sideways");
            Assert.That(numbers[1], Is.Zero, "parts that overlap");
            Assert.That(numbers[2], Is.GreaterThan(7));
            Assert.That(numbers[3], Is.Zero, "titles of tables and values of parameters that are off the screen");
            Assert.That(numbers[4], dark ? Is.LessThan(5) : Is.GreaterThan(95), "light of the ground, in percent");
            Assert.That(numbers[5], Is.GreaterThan(LeastContrast), "least contrast of words");
            Assert.That(errors, Does.Not.Contain("CONSOLE"));
        }
    }

    private static (string Dom, string Errors) Browse(string path, int width, bool dark)
    {
        ProcessStartInfo start = new("chromium", [
            "--headless", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files", "--enable-logging=stderr",
            "--virtual-time-budget=3000",
            "--blink-settings=preferredColorScheme=" + (dark ? "0" : "1"),
            string.Create(CultureInfo.InvariantCulture, $"--window-size={width + 40},1000"),
            "--user-data-dir=" + Path.Combine(Path.GetDirectoryName(path)!, "profile"),
            "--dump-dom", new Uri(path).AbsoluteUri])
        { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(TimeSpan.FromMinutes(2))) process.Kill(entireProcessTree: true);
            return (output.Result, errors.Result);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Ignore("there is no chromium here");
            throw;
        }
    }
}
