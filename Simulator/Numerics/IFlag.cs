namespace Spiking.Numerics;

/// <summary>
/// A yes or no as a type: generic code is compiled for each answer separately, so that a kernel need not ask in its loop and contains no
/// trace of what it does not do.
/// </summary>
internal interface IFlag
{
    /// <summary>The answer.</summary>
    static abstract bool IsSet { get; }
}

/// <summary>Yes.</summary>
internal readonly struct Yes : IFlag
{
    /// <inheritdoc/>
    public static bool IsSet => true;
}

/// <summary>No.</summary>
internal readonly struct No : IFlag
{
    /// <inheritdoc/>
    public static bool IsSet => false;
}
