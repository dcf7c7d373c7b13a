using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;

[assembly: Spiking.Tests.ShowNotesOfFailures]

namespace Spiking.Tests;

/// <summary>Numbers that explain a test. They are printed if it fails.</summary>
internal static class Notes
{
    public const string Key = "notes";

    /// <summary>Notes a line.</summary>
    public static void Add(string line) => TestExecutionContext.CurrentContext.CurrentTest.Properties.Add(Key, line);
}

/// <summary>Prints the notes of tests that fail.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class ShowNotesOfFailuresAttribute : Attribute, ITestAction
{
    public ActionTargets Targets => ActionTargets.Test;

    public void BeforeTest(ITest test)
    {
    }

    public void AfterTest(ITest test)
    {
        if (TestContext.CurrentContext.Result.Outcome.Status != TestStatus.Failed) return;
        foreach (object? line in test.Properties[Notes.Key]) TestContext.Out.WriteLine(line);
    }
}
