using System.Runtime.CompilerServices;
using Spiking.Files;

namespace Spiking.Engine;

/// <summary>Checks networks that a program has described as files are checked: by writing them as a file and reading that.</summary>
internal static class DescriptionCheck
{
    // The descriptions known to be sound, for as long as somebody holds them: what came from a file is not checked again.
    private static readonly ConditionalWeakTable<NetworkDescription, object> s_sound = [];

    /// <summary>Notes that a description has been checked.</summary>
    public static NetworkDescription Note(NetworkDescription sound)
    {
        s_sound.AddOrUpdate(sound, s_sound);
        return sound;
    }

    /// <summary>Refuses a description that has mistakes.</summary>
    /// <exception cref="NetworkFileException">It has mistakes: all of them are listed, by their paths.</exception>
    public static void Require(NetworkDescription network)
    {
        if (s_sound.TryGetValue(network, out _)) return;
        try
        {
            NetworkDescription.File.Parse(DescriptionWriter.Write(network).ToJsonString(), $"network {network.Name}");
        }
        catch (NetworkFileException e)
        {
            // Lines and columns are those of a text that nobody has seen.
            throw new NetworkFileException([.. e.Problems.Select(problem => problem with { Line = null, Column = null })]);
        }

        Note(network);
    }
}
