namespace Spiking.Numerics;

/// <summary>
/// The hash FNV-1a (Fowler, Noll and Vo) of 64 bits, over words instead of bytes: an exclusive or and a multiplication for each. It tells
/// apart what differs by accident and is no protection against intent.
/// </summary>
internal static class Fnv1a
{
    /// <summary>The hash of nothing.</summary>
    public const ulong Empty = 14695981039346656037;

    private const ulong Prime = 1099511628211;

    /// <summary>The hash of a sequence and one more word.</summary>
    /// <param name="hash">The hash of the sequence.</param>
    /// <param name="word">The word.</param>
    public static ulong Add(ulong hash, ulong word) => (hash ^ word) * Prime;

    /// <summary>The hash of the characters of a text.</summary>
    public static ulong Of(string text)
    {
        ulong hash = Empty;
        foreach (char c in text) hash = Add(hash, c);
        return hash;
    }
}
