namespace Spiking.RateModels.Training;

/// <summary>Looking things up in lists.</summary>
internal static class Lists
{
    /// <summary>Place of an entry; -1: it is not there.</summary>
    public static int IndexOf<T>(this IReadOnlyList<T> list, T entry)
    {
        for (int i = 0; i < list.Count; i++)
        {
            if (EqualityComparer<T>.Default.Equals(list[i], entry)) return i;
        }

        return -1;
    }
}
