using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Spiking.Plotting;
using Spiking.Reports;
using Spiking.Tests.Plotting;

namespace Spiking.Tests.Reports;

/// <summary>A report in headless Chromium, on a desk and on a phone. Where there is no Chromium, these tests are left out.</summary>
public sealed class ReportInBrowserTests
{
    [TestCase(1280)]
    [TestCase(400)]
    public void The_page_fits_the_window_overlaps_nowhere_and_causes_no_complaints(int width)
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

        // The page has no scripts; a second one looks at it in a frame of the wanted width.
        File.WriteAllText(folder.File("look.html"), $$"""
            <!DOCTYPE html><body><iframe id="frame" src="report.html" style="width:{{width}}px;height:900px;border:0"></iframe><pre id="seen"></pre>
            <script>
            onload = () => {
              const page = document.getElementById("frame").contentDocument, body = page.body;
              const boxes = [...body.children].map(e => e.getBoundingClientRect()).filter(b => b.height > 0);
              const overlaps = boxes.filter((b, i) => i > 0 && b.top < boxes[i - 1].bottom - 1).length;
              const cells = [...body.querySelectorAll("caption span, .grid:has(.long) td")];
              const hidden = cells.filter(e => e.getBoundingClientRect().right > {{width}}).length;
              document.getElementById("seen").textContent = "seen width=" + page.documentElement.scrollWidth
                + " overlaps=" + overlaps + " parts=" + boxes.length + " hidden=" + hidden + " end";
            };
            </script></body>
            """);
        (string dom, string errors) = Browse(folder.File("look.html"), width);

        Match seen = Regex.Match(dom, "seen width=(\\d+) overlaps=(\\d+) parts=(\\d+) hidden=(\\d+) end</pre>");
        Assert.That(seen.Success, dom + errors);
        Assert.That(int.Parse(seen.Groups[1].Value, CultureInfo.InvariantCulture), Is.LessThanOrEqualTo(width),
            "the page scrolls sideways");
        Assert.That(seen.Groups[2].Value, Is.EqualTo("0"), "parts that overlap");
        Assert.That(int.Parse(seen.Groups[3].Value, CultureInfo.InvariantCulture), Is.GreaterThan(7));
        Assert.That(seen.Groups[4].Value, Is.EqualTo("0"), "titles of tables and values of parameters that are off the screen");
        Assert.That(errors, Does.Not.Contain("CONSOLE"));
    }

    private static (string Dom, string Errors) Browse(string path, int width)
    {
        ProcessStartInfo start = new("chromium", [
            "--headless", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files", "--enable-logging=stderr",
            "--virtual-time-budget=3000",
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
