using System.Text.RegularExpressions;
using Spiking.Engine;
using Spiking.Files;
using Spiking.Inputs;
using Spiking.Neurons;
using Spiking.Plasticity;
using Spiking.Synapses;

namespace Spiking.Tests.Architecture;

/// <summary>The engine asks the parts of a network and knows none of them, so that a new part edits no file of the engine.</summary>
public sealed partial class EngineTests
{
    private static readonly string[] s_rooms = ["Spiking.Neurons", "Spiking.Inputs", "Spiking.Synapses", "Spiking.Plasticity"];

    // What runs derives from one of these.
    private static readonly Type[] s_bases =
    [
        typeof(Population), typeof(Projection), typeof(Learner), typeof(IStepped), typeof(BackgroundNoise), typeof(CurrentCourse),
        typeof(ShortTermSynapses),
    ];

    // Synapses that learn, which every rule gets, and synapses that do not.
    private static readonly Type[] s_forms = [typeof(WeightedProjection), typeof(UniformProjection)];

    [Test]
    public void The_engine_names_no_model_current_rule_or_cancellation()
    {
        HashSet<string> parts = [.. typeof(Network).Assembly.GetTypes().Where(IsPart).Select(type => type.Name.Split('`')[0])];
        Assert.That(parts, Is.SupersetOf(new[]
        {
            "AdExModelDescription", "PyramidalModelDescription", "PyramidalPopulation", "FollowingCurrentDescription", "PoissonBackground",
            "BurstCcnDescription", "BurstDependentLearner", "CancellationLearningDescription", "CancellingFeedback", "PostsynapticTrace",
            "ClippedSpreadDescription", "FileConnectivityDescription", "DelayedProjection", "WeightSchedule", "SpikeRecorderDescription",
            "AnswersComparison",
        }), "the parts were not found");
        Assert.That(
            SourceFiles.Of(Path.Combine("Simulator", "Engine")).SelectMany(path => File.ReadLines(path).SelectMany((line, i) =>
                Word().Matches(line.Split("//")[0]).Select(word => word.Value).Where(parts.Contains)
                    .Select(name => $"{Path.GetFileName(path)}({i + 1}) names {name}"))),
            Is.Empty);
    }

    private static bool IsPart(Type type) =>
        Kinds.FamilyOf(type) is not null
        || (s_rooms.Contains(type.Namespace) && !type.IsInterface && !s_forms.Contains(type)
            && (s_bases.Any(root => type != root && type.IsAssignableTo(root))
                || (type.Name.EndsWith("Description", StringComparison.Ordinal) && !Slots().Contains(type))));

    // The places that a network has for parts: one model for a population, one rule for a projection and so on.
    private static IEnumerable<Type> Slots() =>
        new[] { typeof(NetworkDescription), typeof(PopulationDescription), typeof(ProjectionDescription) }
            .SelectMany(record => record.GetProperties()).Select(property => property.PropertyType)
            .SelectMany(type => type.GetGenericArguments().Append(type));

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();
}
