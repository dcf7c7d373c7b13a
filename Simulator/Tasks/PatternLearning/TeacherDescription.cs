using Spiking.Engine;
using Spiking.Files;
using Spiking.Neurons;
using Spiking.Plasticity;

namespace Spiking.Tasks.PatternLearning;

/// <summary>How the output dendrites are told the error.</summary>
[VariantKey("type")]
internal abstract record TeacherDescription
{
    /// <summary>Adds what is wrong with the teacher.</summary>
    /// <param name="findings">Where to report it.</param>
    /// <param name="teaching">How the teacher is used.</param>
    internal abstract void Check(NetworkFindings findings, TeachingSchemeDescription teaching);

    /// <summary>Creates the teacher.</summary>
    /// <param name="network">The network.</param>
    /// <param name="output">The output population.</param>
    /// <param name="averages">The event averages of its neurons.</param>
    internal abstract Teacher Create(Network network, Population output, PostsynapticAverages averages);
}
