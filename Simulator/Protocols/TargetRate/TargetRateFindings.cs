using Spiking.Files;
using Spiking.Quantities;

namespace Spiking.Protocols.TargetRate;

/// <summary>What the checks of a target-rate task share: times against its time step.</summary>
internal sealed class TargetRateFindings(TargetRateProtocolDescription protocol, SourceMap source, string file, List<Problem> problems)
    : FileFindings(source, file, problems)
{
    public TargetRateProtocolDescription Protocol => protocol;

    /// <summary>A time that is to be a whole number of steps, and not less than one step unless it may be 0.</summary>
    public void CheckWholeSteps(object record, string property, double time, bool mayBeZero = false)
    {
        double step = protocol.TimeStep;
        bool isRight = TimeGrid.IsMultiple(time, step) && (mayBeZero || TimeGrid.Steps(time, step) >= 1);
        RequireTime(isRight, record, property, () =>
            $"{Found(record, property)}, which is not a multiple of the time step {Findings.Show(step)}{(mayBeZero ? "" : " of at least one")}.");
    }

    /// <summary>A time constant of an equation that is advanced by forward Euler.</summary>
    public void CheckEulerTime(object record, string property, double time) =>
        RequireTime(time >= protocol.TimeStep, record, property, () =>
            $"{Found(record, property)}, which is shorter than the time step {Findings.Show(protocol.TimeStep)}: "
            + "one step of forward Euler would overshoot the equilibrium, and the result mean nothing; "
            + "take a smaller timeStep or a longer time constant.");

    /// <summary>Reports a problem with a value that only a readable time step can judge.</summary>
    public void RequireTime(bool isRight, object record, string property, Func<string> message)
    {
        if (IsSound(protocol, nameof(protocol.TimeStep)))
            Require(isRight, record, [property], message);
    }
}
