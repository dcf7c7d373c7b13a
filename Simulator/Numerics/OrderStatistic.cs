using System.Runtime.CompilerServices;

namespace Spiking.Numerics;

/// <summary>Order statistics: the value that would be in a place if all were sorted.</summary>
internal static class OrderStatistic
{
    /// <summary>
    /// The value in a place of the order. Takes a time in proportion to the number of values, on average (quickselect, Hoare 1961), where
    /// sorting takes one that grows faster.
    /// </summary>
    /// <param name="values">The values, none of them NaN; they change their places.</param>
    /// <param name="place">The place, counted from 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Of(Span<double> values, int place)
    {
        // The value of the place is between low and high. What is before low is not above it, what is after high not below it.
        int low = 0, high = values.Length - 1;
        while (low < high)
        {
            double middle = values[low + ((high - low) / 2)];
            int left = low, right = high;
            while (left <= right)
            {
                while (values[left] < middle) left++;
                while (values[right] > middle) right--;
                if (left > right) break;
                (values[left], values[right]) = (values[right], values[left]);
                left++;
                right--;
            }

            if (place <= right) high = right;
            else if (place >= left) low = left;
            else break;
        }

        return values[place];
    }
}
