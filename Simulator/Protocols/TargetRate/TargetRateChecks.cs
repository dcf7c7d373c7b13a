using Spiking.Files;
using Spiking.Quantities;

namespace Spiking.Protocols.TargetRate;

/// <summary>Checks what a target-rate task means: that the time step resolves what happens and that its times fit together.</summary>
internal static class TargetRateChecks
{
    public static void Check(TargetRateFindings findings)
    {
        var p = findings.Protocol;
        CheckRun(findings, p);
        if (findings.IsSound(p, nameof(p.Neuron)))
            CheckNeuron(findings, p.Neuron);
        if (findings.IsSound(p, nameof(p.Noise)))
        {
            CheckNoise(findings, p.Noise.Soma);
            CheckNoise(findings, p.Noise.Dendrite);
        }
        if (findings.IsSound(p, nameof(p.Input)))
        {
            findings.CheckAtMost(
                p.Input, nameof(p.Input.InitialWeight), p.Input.InitialWeight, nameof(p.Input.MaximumWeight), p.Input.MaximumWeight);
        }
        if (findings.IsSound(p, nameof(p.Feedforward)))
            findings.CheckWholeSteps(p.Feedforward, nameof(p.Feedforward.Delay), p.Feedforward.Delay);
        if (findings.IsSound(p, nameof(p.Feedback)))
            findings.CheckWholeSteps(p.Feedback, nameof(p.Feedback.Delay), p.Feedback.Delay);
        if (findings.IsSound(p, nameof(p.Teacher)))
            CheckTeacher(findings, p);
    }

    private static void CheckRun(TargetRateFindings findings, TargetRateProtocolDescription p)
    {
        findings.CheckWholeSteps(p, nameof(p.Duration), p.Duration);
        findings.CheckWholeSteps(p, nameof(p.SamplingInterval), p.SamplingInterval);
        findings.CheckWholeSteps(p, nameof(p.BurstInterval), p.BurstInterval);
        findings.CheckWholeSteps(p, nameof(p.PhaseWindow), p.PhaseWindow);
        findings.CheckEulerTime(p, nameof(p.RateAveragingTime), p.RateAveragingTime);
        findings.CheckAtMost(p, nameof(p.SamplingInterval), p.SamplingInterval, nameof(p.PhaseWindow), p.PhaseWindow);
        findings.CheckAtMost(p, nameof(p.PhaseWindow), p.PhaseWindow, nameof(p.Duration), p.Duration);
        findings.RequireTime(p.Duration / p.TimeStep <= int.MaxValue, p, nameof(p.Duration), () =>
            $"{findings.Found(p, nameof(p.Duration))}; with time steps of {Findings.Show(p.TimeStep)} it can be at most "
            + $"{Findings.Show(Math.Floor(int.MaxValue * p.TimeStep))}.");
        findings.Require(p.Seed <= long.MaxValue - (p.Realizations - 1), p, [nameof(p.Seed), nameof(p.Realizations)], () =>
            $"{findings.Found(p, nameof(p.Seed))}, but there are no {p.Realizations} consecutive seeds from there: the last is {long.MaxValue}.");
    }

    private static void CheckNeuron(TargetRateFindings findings, TargetRateNeuronModelDescription n)
    {
        findings.CheckEulerTime(n, nameof(n.SomaTimeConstant), n.SomaTimeConstant);
        findings.CheckEulerTime(n, nameof(n.SomaAdaptationTime), n.SomaAdaptationTime);
        findings.CheckEulerTime(n, nameof(n.ThresholdDecay), n.ThresholdDecay);
        findings.CheckEulerTime(n, nameof(n.DendriteTimeConstant), n.DendriteTimeConstant);
        findings.CheckEulerTime(n, nameof(n.DendriteAdaptationTime), n.DendriteAdaptationTime);
        findings.CheckBelow(n, nameof(n.RestingPotential), n.RestingPotential, nameof(n.Threshold), n.Threshold);
        findings.CheckBelow(n, nameof(n.ResetPotential), n.ResetPotential, nameof(n.Threshold), n.Threshold);
        var (first, last) = BackpropagationWindow.Of(findings.Protocol);
        findings.RequireTime(
            first <= last || !findings.IsSound(n, nameof(n.BackpropagationDelay)), n, nameof(n.BackpropagationDuration), () =>
                $"{findings.Found(n, nameof(n.BackpropagationDuration))}; with {findings.Other(n, nameof(n.BackpropagationDelay))}, "
                + "no time step after a spike would see the back-propagating action potential.");
    }

    private static void CheckNoise(TargetRateFindings findings, ShotNoiseDescription noise) =>
        findings.RequireTime(noise.Rate * findings.Protocol.TimeStep < 1, noise, nameof(noise.Rate), () =>
            $"{findings.Found(noise, nameof(noise.Rate))}; at most one pulse can come in a time step of {Findings.Show(findings.Protocol.TimeStep)}: "
            + $"the rate must be below \"{Quantity.FormatRounded(1 / findings.Protocol.TimeStep, Dimension.Frequency)}\".");

    private static void CheckTeacher(TargetRateFindings findings, TargetRateProtocolDescription p)
    {
        double end = 0;
        foreach (var teacher in p.Teacher)
        {
            findings.CheckWholeSteps(teacher, nameof(teacher.From), teacher.From, mayBeZero: true);
            findings.CheckWholeSteps(teacher, nameof(teacher.Until), teacher.Until);
            findings.Require(teacher.Until > teacher.From, teacher, [nameof(teacher.Until), nameof(teacher.From)], () =>
                $"{findings.Found(teacher, nameof(teacher.Until))}; it must be later than {findings.Other(teacher, nameof(teacher.From))}.");
            findings.Require(teacher.From >= end, teacher, [nameof(teacher.From)], () =>
                $"{findings.Found(teacher, nameof(teacher.From))}, before the end of the teacher that stands before it, {Findings.Show(end)}: "
                + "teachers come in order of time and one at a time.");
            if (findings.IsSound(p, nameof(p.Duration)))
            {
                findings.Require(teacher.Until <= p.Duration, teacher, [nameof(teacher.Until)], () =>
                    $"{findings.Found(teacher, nameof(teacher.Until))}, after the end of the experiment, {Findings.Show(p.Duration)}.");
            }
            end = Math.Max(end, teacher.Until);
        }
    }

    private static void CheckAtMost(
        this TargetRateFindings findings, object record, string low, double lowValue, string high, double highValue) =>
        findings.Require(lowValue <= highValue, record, [low, high], () =>
            $"{findings.Found(record, low)}; it must be at most {findings.Other(record, high)}.");
}
