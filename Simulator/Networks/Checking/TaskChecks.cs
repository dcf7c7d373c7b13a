using System.Globalization;

namespace Spiking.Networks.Checking;

/// <summary>Checks of the pattern-learning task.</summary>
internal static class TaskChecks
{
    public static void Check(Findings findings, PatternTask task)
    {
        findings.CheckPopulations(task, nameof(task.Inputs), task.Inputs);
        CheckOutput(findings, task);
        CheckPatterns(findings, task);
        CheckSchedule(findings, task);
        if (task.Teacher is EventAverageTeacher teacher)
            CheckTeacher(findings, teacher);
        findings.CheckBelow(task.Cost, nameof(task.Cost.ZeroRate), task.Cost.ZeroRate, nameof(task.Cost.OneRate), task.Cost.OneRate);
    }

    private static void CheckOutput(Findings findings, PatternTask task)
    {
        if (!findings.IsSound(task, nameof(task.Output)))
            return;
        if (findings.UnknownPopulation(task.Output) is { } message)
            findings.Report(task, nameof(task.Output), message);
        findings.Require(!task.Inputs.Contains(task.Output), task, [nameof(task.Output), nameof(task.Inputs)], () =>
            $"{findings.Found(task, nameof(task.Output))}, which is an input population too; the output must be another one.");
        findings.Require(findings.ModelOf(task.Output) is not { HasDendrite: false }, task, [nameof(task.Output)], () =>
            $"{findings.Found(task, nameof(task.Output))}, whose neurons have no dendrite; the teacher needs one to give its current to.");
        bool learns = findings.UnknownPopulation(task.Output) is not null || findings.Network.Projections.Any(p => p.Plasticity is not null && p.To.Contains(task.Output));
        findings.Require(learns || !findings.IsSound(findings.Network, nameof(findings.Network.Projections)), task, [nameof(task.Output)], () =>
            $"{findings.Found(task, nameof(task.Output))}, but no projection with plasticity ends there; the teacher takes its event averages from one.");
    }

    private static void CheckPatterns(Findings findings, PatternTask task)
    {
        var targets = new Dictionary<string, int>();
        foreach (var pattern in task.Patterns)
        {
            if (!findings.IsSound(pattern, nameof(pattern.Inputs)))
                continue;
            int wanted = task.Inputs.Count;
            findings.Require(pattern.Inputs.Count == wanted || !findings.IsSound(task, nameof(task.Inputs)), pattern, [nameof(pattern.Inputs)], () =>
                string.Create(CultureInfo.InvariantCulture, $"the pattern has {Digits(pattern.Inputs.Count)}, but there are {wanted} input populations."));
            string digits = string.Join(", ", pattern.Inputs);
            if (!targets.TryAdd(digits, pattern.Target) && targets[digits] != pattern.Target)
            {
                findings.Require(false, pattern, [nameof(pattern.Target)], () =>
                    $"the pattern [{digits}] stands above with the other target; no network could learn both.");
            }
        }
    }

    private static string Digits(int count) => count == 1 ? "1 digit" : string.Create(CultureInfo.InvariantCulture, $"{count} digits");

    private static void CheckSchedule(Findings findings, PatternTask task)
    {
        findings.CheckWholeSteps(task, nameof(task.BurnIn), task.BurnIn);
        findings.CheckWholeSteps(task, nameof(task.ExampleDuration), task.ExampleDuration);
        findings.CheckWholeSteps(task, nameof(task.LearningDuration), task.LearningDuration);
        findings.CheckWholeSteps(task, nameof(task.TestDiscard), task.TestDiscard);
        findings.CheckWholeSteps(task, nameof(task.DecisionWindow), task.DecisionWindow);
        findings.CheckBelow(task, nameof(task.TestDiscard), task.TestDiscard, nameof(task.ExampleDuration), task.ExampleDuration);
        findings.CheckBelow(task, nameof(task.LearningDuration), task.LearningDuration,
            nameof(task.ExampleDuration), task.ExampleDuration, "nothing would be left for the prediction");
        bool fits = task.DecisionWindow <= task.ExampleDuration;
        findings.Require(fits, task, [nameof(task.DecisionWindow), nameof(task.ExampleDuration)], () =>
            $"{findings.Found(task, nameof(task.DecisionWindow))}; it must not be longer than {findings.Other(task, nameof(task.ExampleDuration))}.");
    }

    private static void CheckTeacher(Findings findings, EventAverageTeacher teacher)
    {
        findings.CheckBelow(teacher, nameof(teacher.LowRate), teacher.LowRate, nameof(teacher.HighRate), teacher.HighRate);
        const string Pole = "the current of the teacher would become infinite";
        findings.CheckBelow(teacher, nameof(teacher.MinimumRate), teacher.MinimumRate, nameof(teacher.LowRate), teacher.LowRate, Pole);
        findings.CheckBelow(teacher, nameof(teacher.HighRate), teacher.HighRate, nameof(teacher.MaximumRate), teacher.MaximumRate, Pole);
    }
}
