using System.Globalization;
using Spiking.Engine;
using Spiking.Plasticity;
using Spiking.Text;

namespace Spiking.Tasks.PatternLearning;

/// <summary>Checks of the pattern-learning task.</summary>
internal static class PatternLearningChecks
{
    public static void Check(NetworkFindings findings, PatternLearningDescription task)
    {
        findings.CheckPopulations(task, nameof(task.Inputs), task.Inputs);
        CheckOutput(findings, task);
        CheckPatterns(findings, task);
        CheckSchedule(findings, task);
        CheckTeachingSchemes(findings, task);
        if (task.Calibration is { } calibration)
        {
            CheckMeasurement(findings, calibration.Cancellation);
            CheckMeasurement(findings, calibration.Baseline);
            if (calibration.Learning is { } learning)
                findings.CheckWholeSteps(learning, nameof(learning.PatternDuration), learning.PatternDuration);
        }
        CheckCircles(findings);
        findings.CheckBelow(task.Cost, nameof(task.Cost.ZeroRate), task.Cost.ZeroRate, nameof(task.Cost.OneRate), task.Cost.OneRate);
    }

    private static void CheckOutput(NetworkFindings findings, PatternLearningDescription task)
    {
        if (!findings.IsSound(task, nameof(task.Output)))
            return;
        if (findings.UnknownPopulation(task.Output) is { } message)
            findings.Report(task, nameof(task.Output), message);
        findings.Require(!task.Inputs.Contains(task.Output), task, [nameof(task.Output), nameof(task.Inputs)], () =>
            $"{findings.Found(task, nameof(task.Output))}, which is an input population too; the output must be another one.");
        findings.Require(findings.ModelOf(task.Output) is not { HasDendrite: false }, task, [nameof(task.Output)], () =>
            $"{findings.Found(task, nameof(task.Output))}, whose neurons have no dendrite; the teacher needs one to give its current to.");
        bool learns = findings.UnknownPopulation(task.Output) is not null
            || findings.Network.Projections.Any(p => p.Plasticity is BurstDependentDescription && p.To.Contains(task.Output));
        findings.Require(learns || !findings.IsSound(findings.Network, nameof(findings.Network.Projections)), task,
            [nameof(task.Output)], () =>
                $"{findings.Found(task, nameof(task.Output))}, but no projection with a burst-dependent rule ends there; the teacher takes "
                + "its event averages from one.");
    }

    private static void CheckPatterns(NetworkFindings findings, PatternLearningDescription task)
    {
        Dictionary<string, int> targets = new Dictionary<string, int>();
        foreach (PatternDescription pattern in task.Patterns)
        {
            if (!findings.IsSound(pattern, nameof(pattern.Inputs)))
                continue;
            int wanted = task.Inputs.Count;
            findings.Require(pattern.Inputs.Count == wanted || !findings.IsSound(task, nameof(task.Inputs)), pattern,
                [nameof(pattern.Inputs)], () =>
                    string.Create(CultureInfo.InvariantCulture,
                        $"the pattern has {Digits(pattern.Inputs.Count)}, but there are {wanted} input populations."));
            string digits = string.Join(", ", pattern.Inputs);
            if (!targets.TryAdd(digits, pattern.Target) && targets[digits] != pattern.Target)
            {
                findings.Require(false, pattern, [nameof(pattern.Target)], () =>
                    $"the pattern [{digits}] is given above with the other target; no network could learn both.");
            }
        }
    }

    private static string Digits(int count) => count == 1 ? "1 digit" : string.Create(CultureInfo.InvariantCulture, $"{count} digits");

    private static void CheckSchedule(NetworkFindings findings, PatternLearningDescription task)
    {
        findings.CheckWholeSteps(task, nameof(task.BurnIn), task.BurnIn);
        findings.CheckWholeSteps(task, nameof(task.ExampleDuration), task.ExampleDuration);
        findings.CheckWholeSteps(task, nameof(task.TestDiscard), task.TestDiscard);
        findings.CheckWholeSteps(task, nameof(task.DecisionWindow), task.DecisionWindow);
        findings.CheckBelow(task, nameof(task.TestDiscard), task.TestDiscard, nameof(task.ExampleDuration), task.ExampleDuration);
        bool fits = task.DecisionWindow <= task.ExampleDuration;
        findings.Require(fits, task, [nameof(task.DecisionWindow), nameof(task.ExampleDuration)], () =>
            $"{findings.Found(task, nameof(task.DecisionWindow))}; it must not be longer than "
            + $"{findings.Other(task, nameof(task.ExampleDuration))}.");
    }

    private static void CheckTeachingSchemes(NetworkFindings findings, PatternLearningDescription task)
    {
        findings.Require(task.TeachingSchemes.ContainsKey(task.TeachingScheme), task,
            [nameof(task.TeachingScheme), nameof(task.TeachingSchemes)], () =>
                $"{findings.Found(task, nameof(task.TeachingScheme))}, but there is no such scheme; "
                + Names.Instead(task.TeachingScheme, [.. task.TeachingSchemes.Keys]));
        foreach (TeachingSchemeDescription scheme in task.TeachingSchemes.Values)
        {
            findings.CheckWholeSteps(scheme, nameof(scheme.LearningDuration), scheme.LearningDuration);
            // Only of the scheme that is chosen: a short version of an experiment need not shorten what it does not use.
            bool hasPrediction = scheme.LearningDuration is not { } learning
                || scheme != task.TeachingSchemes.GetValueOrDefault(task.TeachingScheme) || learning < task.ExampleDuration
                || !findings.IsSound(task, nameof(task.ExampleDuration));
            findings.Require(hasPrediction, scheme, [nameof(scheme.LearningDuration)], () =>
                $"{findings.Found(scheme, nameof(scheme.LearningDuration))}; it must be below "
                + $"{findings.Other(task, nameof(task.ExampleDuration))}, or nothing would be left for the prediction: a single phase "
                + "has no learningDuration.");
            // Missing, which has been reported, it is null.
            if (scheme.Teacher is TeacherDescription teacher) teacher.Check(findings, scheme);
        }
    }

    private static void CheckMeasurement(NetworkFindings findings, MeasurementDescription? measurement)
    {
        // Missing, which has been reported.
        if (measurement is null)
            return;
        findings.CheckWholeSteps(measurement, nameof(measurement.PatternDuration), measurement.PatternDuration);
        findings.CheckWholeSteps(measurement, nameof(measurement.Discard), measurement.Discard);
        findings.CheckBelow(measurement, nameof(measurement.Discard), measurement.Discard, nameof(measurement.PatternDuration),
            measurement.PatternDuration);
    }

    // Burst probabilities that reach one another by feedback cannot be measured one after the other.
    private static void CheckCircles(NetworkFindings findings)
    {
        if (!findings.IsSound(findings.Network, nameof(findings.Network.Projections))) return;
        IReadOnlyList<string> circular = new CalibrationPlan(findings.Network).Circular;
        foreach (ProjectionDescription projection in findings.Network.Projections)
        {
            if (projection.Cancellation is not CancellationDescription { IsOpen: true } open || !projection.From.Intersect(circular).Any())
                continue;
            findings.Report(open,
                $"the burst probabilities of {Names.All(circular)} cannot be measured, because they reach one another by feedback; "
                + "give burstProbability here.");
        }
    }
}
