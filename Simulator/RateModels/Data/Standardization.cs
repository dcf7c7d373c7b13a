namespace Spiking.RateModels.Data;

/// <summary>
/// How the bytes of a data set become inputs. All begin with the fraction of full light: byte/255, or value/16 for the digits.
/// </summary>
internal enum Standardization
{
    /// <summary>The fraction of full light itself, 0 to 1. Source: the program of Greedy et al. 2022 for MNIST.</summary>
    None,

    /// <summary>(x - 0.131)/0.308, mean and standard deviation of MNIST. Source: the program of Payeur et al. 2021.</summary>
    Mnist,

    /// <summary>Means (0.485, 0.456, 0.406), s.d. (0.229, 0.224, 0.225) of red, green, blue. Source: both programs for CIFAR-10.</summary>
    Imagenet,

    /// <summary>Means (0.4914, 0.4822, 0.4465), s.d. (0.2023, 0.1994, 0.2010) of CIFAR-10 itself. Source: the journal version.</summary>
    Cifar10,
}

/// <summary>The numbers of the standardizations.</summary>
internal static class Standardizations
{
    /// <summary>Number of channels that images must have; null if any number will do.</summary>
    public static int? Channels(this Standardization standardization) => standardization switch
    {
        Standardization.None => null,
        Standardization.Mnist => 1,
        _ => 3,
    };

    /// <summary>Mean and standard deviation of a channel, in fractions of full light.</summary>
    public static (float Mean, float Deviation) Of(this Standardization standardization, int channel) => (standardization, channel) switch
    {
        (Standardization.None, _) => (0, 1),
        (Standardization.Mnist, 0) => (0.131f, 0.308f),
        (Standardization.Imagenet, 0) => (0.485f, 0.229f),
        (Standardization.Imagenet, 1) => (0.456f, 0.224f),
        (Standardization.Imagenet, 2) => (0.406f, 0.225f),
        (Standardization.Cifar10, 0) => (0.4914f, 0.2023f),
        (Standardization.Cifar10, 1) => (0.4822f, 0.1994f),
        (Standardization.Cifar10, 2) => (0.4465f, 0.2010f),
        _ => throw new ArgumentOutOfRangeException(nameof(channel), channel, $"{standardization} has no such channel."),
    };

    /// <summary>The inputs of the 256 byte values of a channel.</summary>
    /// <param name="standardization">The standardization.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="fullLight">The byte value of full light.</param>
    public static float[] Table(this Standardization standardization, int channel, int fullLight)
    {
        (float mean, float deviation) = standardization.Of(channel);
        return [.. Enumerable.Range(0, 256).Select(value => (value / (float)fullLight - mean) / deviation)];
    }
}
