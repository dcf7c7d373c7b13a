namespace Spiking.Quantities;

/// <summary>A unit of measurement: a symbol that stands for Factor * 10^Exponent of the SI unit of its dimension.</summary>
/// <param name="Symbol">How the unit is written, for example "pF".</param>
/// <param name="Dimension">What it measures.</param>
/// <param name="Exponent">The power of ten of its prefix.</param>
/// <param name="Factor">1, but 60 for the minute.</param>
/// <param name="Written">Whether the program writes this unit itself; others it only reads.</param>
internal sealed record Unit(string Symbol, Dimension Dimension, int Exponent, int Factor = 1, bool Written = true)
{
    private static readonly Unit[] s_all =
    [
        new("s", Dimension.Time, 0),
        new("ms", Dimension.Time, -3),
        new("us", Dimension.Time, -6),
        new("ns", Dimension.Time, -9),
        new("min", Dimension.Time, 0, Factor: 60, Written: false),
        new("Hz", Dimension.Frequency, 0),
        new("kHz", Dimension.Frequency, 3),
        new("MHz", Dimension.Frequency, 6),
        new("mHz", Dimension.Frequency, -3, Written: false),
        .. Prefixed("V", Dimension.Potential, "num"),
        .. Prefixed("A", Dimension.Current, "fpnum"),
        .. Prefixed("F", Dimension.Capacitance, "fpnum"),
        .. Prefixed("S", Dimension.Conductance, "fpnum"),
        .. Prefixed("A/Hz", Dimension.CurrentPerFrequency, "fpnum"),
    ];

    /// <summary>All units of a dimension.</summary>
    public static IEnumerable<Unit> Of(Dimension dimension) => s_all.Where(unit => unit.Dimension == dimension);

    /// <summary>The unit written so, or null. The micro sign and the Greek letter mu may stand for the u of "us".</summary>
    public static Unit? Find(string symbol)
    {
        string plain = symbol.Replace('\u00b5', 'u').Replace('\u03bc', 'u');
        foreach (Unit unit in s_all)
            if (unit.Symbol == plain) return unit;
        return null;
    }

    /// <summary>The unit that a neuroscientist would use for a value of ordinary size.</summary>
    public static Unit Usual(Dimension dimension) => dimension switch
    {
        Dimension.Time => Named("ms"),
        Dimension.Frequency => Named("Hz"),
        Dimension.Potential => Named("mV"),
        Dimension.Current => Named("pA"),
        Dimension.Capacitance => Named("pF"),
        Dimension.Conductance => Named("nS"),
        Dimension.CurrentPerFrequency => Named("pA/Hz"),
        _ => throw new ArgumentOutOfRangeException(nameof(dimension)),
    };

    /// <summary>
    /// The unit in which the number of the given magnitude has one to three digits before its point, where there is such a unit.
    /// </summary>
    public static Unit Suiting(Dimension dimension, int magnitude)
    {
        List<Unit> written = Of(dimension).Where(unit => unit.Written).OrderBy(unit => unit.Exponent).ToList();
        return written.LastOrDefault(unit => unit.Exponent <= magnitude) ?? written[0];
    }

    private static Unit Named(string symbol) => Array.Find(s_all, unit => unit.Symbol == symbol)!;

    private static IEnumerable<Unit> Prefixed(string symbol, Dimension dimension, string prefixes) =>
        prefixes.Select(prefix => new Unit(prefix + symbol, dimension, PowerOfTen(prefix))).Append(new Unit(symbol, dimension, 0));

    private static int PowerOfTen(char prefix) => prefix switch
    {
        'f' => -15,
        'p' => -12,
        'n' => -9,
        'u' => -6,
        'm' => -3,
        _ => throw new ArgumentOutOfRangeException(nameof(prefix)),
    };
}
