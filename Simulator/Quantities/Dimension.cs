namespace Spiking.Quantities;

/// <summary>The physical dimensions a network file can ask for. Values are held in SI units everywhere in the program.</summary>
public enum Dimension
{
    /// <summary>Seconds.</summary>
    Time,

    /// <summary>Hertz.</summary>
    Frequency,

    /// <summary>Volts.</summary>
    Potential,

    /// <summary>Amperes.</summary>
    Current,

    /// <summary>Farads.</summary>
    Capacitance,

    /// <summary>Siemens.</summary>
    Conductance,

    /// <summary>Amperes per hertz.</summary>
    CurrentPerFrequency,
}
