namespace Spiking.Plotting;

/// <summary>A mark on an axis.</summary>
/// <param name="Value">Where it is.</param>
/// <param name="Label">What is written beside it; empty for a minor mark.</param>
internal readonly record struct Tick(double Value, string Label);

/// <summary>The marks of an axis.</summary>
/// <param name="Ticks">The marks.</param>
/// <param name="Exponent">The power of ten that the numbers written beside the marks have to be multiplied by.</param>
internal sealed record TickSet(IReadOnlyList<Tick> Ticks, int Exponent)
{
    /// <summary>The label of the axis with its unit, and with the power of ten if there is one: "Time (10³ s)".</summary>
    /// <param name="axis">The axis.</param>
    public string Heading(Axis axis)
    {
        if (Exponent == 0)
            return axis.Heading;
        string power = "10" + TickLabels.Superscript(Exponent);
        string unit = axis.Unit.Length == 0 ? "×" + power : $"{power} {axis.Unit}";
        return axis.Label.Length == 0 ? unit : $"{axis.Label} ({unit})";
    }
}
