using Spiking.Engine;

namespace Spiking.Tests.Engine;

/// <summary>
/// Small networks that together use every key of the network file format, and run in some hundredths of a second: those that are written
/// here, and those of kinds that none of these has.
/// </summary>
internal static class NetworksOfEveryKey
{
    private static readonly string[] s_small = ["populations.*.size=23", "projections.*.meanInDegree=10"];

    private const string Current =
        "populations.excitatory.currents=[{ \"type\": \"constant\", \"compartment\": \"soma\", \"amplitude\": \"20 pA\" }]";

    private const string Staircase =
        """
        {
          "type": "staircase", "compartment": "soma", "first": "100 pA", "increment": "100 pA", "levels": 4, "levelDuration": "80 ms",
          "from": "50 ms"
        }
        """;

    private static readonly string[] s_coba =
        ["populations.excitatory.size=320", "populations.inhibitory.size=80", "projections.*.probability=0.2", Current];

    private static readonly string[] s_stimuli =
    [
        "populations.excitation.size=50", "populations.inhibition.size=50", "populations.feedback.size=50", "populations.input.size=23",
        "populations.main.size=23", "duration=0.4 s", "learningOnset=0.1 s", "populations.input.currents[0].steps[0].from=0.2 s",
        "projections[4].weightSteps=[]", "projections[0].meanInDegree=20", "projections[1].meanInDegree=20",
        "projections[2].meanInDegree=20",
        "projections[3].meanInDegree=20", "recorders=[]",
    ];

    // Averages of 50 ms: a single event lifts a rate above the maximum of the homeostasis.
    private static readonly string[] s_task =
    [
        .. s_small, "task.epochs=2", "task.testEvery=1", "task.burnIn=50 ms", "task.exampleDuration=80 ms", "task.testDiscard=10 ms",
        "task.decisionWindow=40 ms", "projections[*].plasticity.averagingTime=50 ms", "projections[*].plasticity.learningRate=0.1",
        "projections[*].plasticity.maximumWeight=0.26",
        """
        task.patterns=[{ "inputs": [0, 0], "target": 0 }, { "inputs": [1, 0], "target": 1 }, { "inputs": [0, 1], "target": 1 }]
        """,
    ];

    /// <summary>Files and changes of the networks that are written here.</summary>
    public static IReadOnlyList<(string File, string[] Changes)> Written { get; } =
    [
        ("xor-burstprop", [
            .. s_task, "task.teachingSchemes.two-phase.learningDuration=50 ms", "task.order=random", "projections.*.delay=1 ms",
            """
            recorders=[
              { "type": "rates", "bin": "20 ms", "populations": ["output", "hidden1"] }, { "type": "weights", "every": "50 ms" },
              { "type": "spikes", "populations": ["output", "hidden2"], "neuronCount": 20, "from": "20 ms", "until": "0.8 s" },
              {
                "type": "state", "population": "output", "variables": ["somaPotential", "threshold"], "neurons": [0, 20], "every": "1 ms",
                "from": "10 ms", "until": "0.4 s"
              }
            ]
            """,
        ]),
        ("xor-burstccn", [
            .. s_task, "task.calibration.cancellation={ \"patternDuration\": \"0.1 s\", \"discard\": \"20 ms\" }",
            "task.calibration.baseline={ \"patternDuration\": \"0.1 s\", \"discard\": \"20 ms\" }",
            "task.calibration.learning={ \"patternDuration\": \"50 ms\", \"rounds\": 1 }",
            "task.teachingSchemes.single-phase.teacher.averagingTime=50 ms", "task.teachingSchemes.single-phase.teacher.every=10 ms",
            "projections[0].plasticity.baselineBurstProbability=0.35", "projections[0].plasticity.baselineShift=0.05",
            """
            projections[4].cancellation=
              { "burstProbability": 0.1, "learning": { "rate": 0.05, "averagingTime": "0.1 s", "from": "20 ms", "until": "0.5 s" } }
            """,
            "recorders=[{ \"type\": \"cancellation\", \"bin\": \"0.1 s\" }]",
        ]),
        ("propagation", [
            // Bursts of pyr1 act on its own dendrites like a current.
            """
            projections[5]={
              "from": "pyr1", "to": "pyr1", "transmits": "bursts", "receptor": "dendrite-feedback", "probability": 0.5, "amplitude": "1 mV"
            }
            """,
            "populations.*.size=53", "projections.*.probability=0.5", "duration=0.4 s",
            "populations.pyr1.currents[0].from=50 ms", "populations.pyr1.currents[0].until=0.3 s",
            "populations.pyr1.currents[0].phaseOrigin=10 ms",
            "projections[2].shortTermPlasticity.facilitationIncrement=0.1", "recorders[1].longestLag=50 ms",
            "recorders[1].from=0.1 s", "recorders[1].figureDuration=0.2 s", "recorders[1].bin=20 ms",
        ]),
        ("dendritic-transfer", [
            "populations.excitation.size=501", "populations.inhibition.size=501", "populations.pyr.size=53", "populations.pv.size=23",
            "populations.som.size=23", "duration=0.4 s", "populations.pyr.currents[1].levelDuration=80 ms",
            "populations.pyr.currents[1].levels=4",
            "populations.pyr.currents[1].from=50 ms", "recorders[1].window=80 ms", "recorders[1].bin=20 ms",
            "recorders[1].compartment=soma",

            // Two populations with staircases into the soma, one of them also into the dendrite.
            $"populations.pyr.currents[0]={Staircase}", $"populations.som.currents[0]={Staircase}",
        ]),
        ("learning-rule", [
            "populations.excitation.size=501", "populations.inhibition.size=501", "populations.input.size=53", "populations.main.size=53",
            "duration=0.4 s", "learningOnset=0.1 s", "populations.input.currents[0].steps[0].from=0.2 s",
            $"populations.main.currents[0]={Staircase}",
            "projections[4].weightSteps=[{ \"from\": \"0.1 s\", \"factor\": 1.5 }]", "projections[5].plasticity.averagingTime=50 ms",
            "projections[5].transmits=spikes",
            "projections[5].shortTermPlasticity={ \"utilization\": 0.5, \"recoveryTime\": \"0.1 s\", \"facilitationTime\": \"50 ms\" }",
            "recorders=[{ \"type\": \"weights\", \"every\": \"50 ms\" }]",
        ]),
        // Stimuli from files, and noise.
        ("learning-rule", [
            .. s_stimuli,
            """
            neuronModels.noise={ "type": "spikes-from-file", "file": "../Reference/spikes.csv", "population": "first" }
            """,
            """
            neuronModels.feedback=
              { "type": "inhomogeneous-poisson", "file": "../Reference/stimuli.csv", "population": "first", "interpolation": "linear" }
            """,
            """
            populations.main.currents=[
              {
                "type": "series", "compartment": "soma", "file": "../Reference/stimuli.csv", "population": "first",
                "interpolation": "linear"
              },
              { "type": "ornstein-uhlenbeck", "compartment": "dendrite", "mean": "100 pA", "deviation": "200 pA", "timeConstant": "5 ms" }
            ]
            """,
        ]),
        ("learning-rule", [
            .. s_stimuli,
            """
            neuronModels.noise={ "type": "inhomogeneous-poisson", "file": "../Reference/spikes.csv", "population": "second" }
            """,
            """
            neuronModels.feedback={ "type": "inhomogeneous-poisson", "file": "../Reference/rates-of-neurons.csv", "interpolation": "linear" }
            """,
            """
            populations.main.currents=[
              { "type": "series", "compartment": "soma", "file": "../Reference/currents-of-cells.csv", "interpolation": "linear" },
              { "type": "series", "compartment": "dendrite", "file": "../Reference/currents-of-cells.csv" }
            ]
            """,
        ]),
        ("coba", [.. s_coba, "duration=0.1 s"]),
        // Efficacies of spikes that are under way to some synapses and have reached others.
        ("coba", [
            .. s_coba, "duration=0.1 s", "projections[0].delay=2 ms",
            """projections[0].delaySpread={ "distribution": "normal", "deviation": 0.5 }""",
            """projections[0].shortTermPlasticity={ "utilization": 0.4, "recoveryTime": "0.1 s", "facilitationTime": "50 ms" }""",
        ]),
        // Strong changes, so that weights reach their bounds within the run.
        ("coba", [
            .. s_coba, "duration=0.2 s", "learningOnset=10 ms",
            """
            projections[0].plasticity={ "rule": "pair-stdp", "potentiation": 0.2, "depression": 0.2, "maximumWeight": 0.7 }
            """,
            """
            projections[1].plasticity={ "rule": "inhibitory-stdp", "learningRate": 0.5, "targetRate": "5 Hz", "maximumWeight": 7 }
            """,
        ]),
        // Every kind of connectivity and of spread, within a population and between two.
        ("coba", [
            .. s_coba, "duration=0.1 s", "populations.inhibitory.size=320",
            """
            projections=[
              {
                "from": "excitatory", "to": "excitatory", "receptor": "soma-ampa", "weight": 0.4, "delay": "0.8 ms",
                "connectivity": { "type": "fixed-in-degree", "degree": 20, "autapses": true, "multapses": true },
                "weightSpread": { "distribution": "normal", "deviation": 0.5, "minimum": 0.5, "maximum": 1.5 },
                "delaySpread": { "distribution": "lognormal", "deviation": 0.5, "minimum": 0.5, "maximum": 2 }
              },
              {
                "from": "inhibitory", "to": "inhibitory", "receptor": "soma-gaba", "weight": 5,
                "connectivity": { "type": "fixed-out-degree", "degree": 20, "autapses": true, "multapses": true }, "delay": "1 ms",
                "delaySpread": { "distribution": "uniform", "from": 0.5, "to": 1.5 }
              },
              {
                "from": "inhibitory", "to": "inhibitory", "receptor": "soma-ampa", "weight": 0.4,
                "connectivity": { "type": "probability", "probability": 0.1, "autapses": true },
                "weightSpread": { "distribution": "uniform", "from": 0.5, "to": 1.5 }
              },
              {
                "from": "excitatory", "to": "inhibitory", "receptor": "soma-ampa", "weight": 1, "connectivity": { "type": "one-to-one" },
                "weightSpread": { "distribution": "lognormal", "deviation": 0.5, "minimum": 0.5, "maximum": 2 }
              }
            ]
            """,
        ]),
        ("coba", [
            .. s_coba, "duration=0.1 s", "learningOnset=10 ms",
            """
            projections=[
              {
                "from": "excitatory", "to": "excitatory", "receptor": "soma-ampa", "weight": 0.4, "delay": "0.8 ms",
                "connectivity": { "type": "fixed-total-number", "synapses": 3000, "autapses": true, "multapses": true },
                "weightSpread": { "distribution": "normal", "deviation": 0.5 }, "plasticity": { "rule": "pair-stdp", "potentiation": 0.2, "depression": 0.2 }
              },
              {
                "from": "inhibitory", "to": "inhibitory", "receptor": "soma-gaba", "weight": 0.05,
                "connectivity": { "type": "all-to-all", "autapses": true }, "delay": "1 ms",
                "delaySpread": { "distribution": "normal", "deviation": 0.5, "minimum": 0.5, "maximum": 1.5 }
              }
            ]
            """,
        ]),
        ("coba", [
            "populations.*.size=80", "duration=0.15 s", Current,
            """
            projections=[
              {
                "from": "excitatory", "to": "inhibitory", "receptor": "soma-ampa", "weight": 3,
                "connectivity": { "type": "file", "file": "../Reference/synapses.csv", "projection": "second" }
              },
              {
                "from": "inhibitory", "to": "excitatory", "receptor": "soma-gaba", "connectivity": { "type": "one-to-one" },
                "weights": { "file": "../Reference/synapses.csv", "projection": "first" },
                "delays": { "file": "../Reference/delays.csv", "projection": "first" }
              },
              {
                "from": "excitatory", "to": "excitatory", "receptor": "soma-ampa", "weight": 0.4, "probability": 0.2,
                "plasticity": { "rule": "pair-stdp", "potentiation": 0.2, "depression": 0.2 }
              }
            ]
            """,
            "learningOnset=10 ms",
            """
            recorders=[{ "type": "synapses", "projections": ["excitatory -> excitatory soma-ampa"], "at": ["20 ms", "70 ms"], "format": "sonata" }]
            """,
        ]),
        // All cells, the drive too, fire within the run.
        ("burstccn-target-rate", [
            "duration=0.4 s", "populations.*.size=40", "neuronModels.input-drive.first=10 ms",
            "populations.output.currents[4].from=50 ms", "populations.output.currents[4].until=0.3 s",
            "populations.output.currents[1].from=20 ms", "populations.output.currents[1].until=0.3 s", "recorders[0].bin=50 ms",
            "recorders[1].every=50 ms", "recorders[2].bin=20 ms", "populations.output.currents[5]=null",
        ]),
        ("brunel", ["duration=0.1 s", "populations.excitatory.size=320", "populations.inhibitory.size=80", Current]),
        ("brunel-stdp", [
            "duration=0.2 s", "populations.excitatory.size=320", "populations.inhibitory.size=80",
            "projections[0].plasticity.potentiation=0.2",
            "projections[0].plasticity.depression=0.4", "projections[0].plasticity.weightDependence=additive",
        ]),
        ("brunel", [
            "duration=0.1 s",
            """
            neuronModels.lif={
              "type": "current-lif", "membraneTime": "10 ms", "synapticDecay": "0.5 ms", "capacitance": "250 pF", "drive": "2 mV",
              "restingPotential": "-65 mV", "threshold": "-50 mV", "resetPotential": "-65 mV", "refractoryPeriod": "2 ms"
            }
            """,
            """
            populations.excitatory={
              "size": 320, "neuron": "lif", "initialPotential": "-58 mV", "initialPotentialSpread": "10 mV",
              "background": [{ "receptor": "soma-current", "sources": 1000, "rate": "10 Hz", "current": "87.8 pA" }]
            }
            """,
            """
            populations.inhibitory={
              "size": 80, "neuron": "lif", "background": [{ "receptor": "soma-current", "sources": 1000, "rate": "12 Hz", "current": "87.8 pA" }]
            }
            """,
            """
            projections=[
              {
                "from": "excitatory", "to": ["excitatory", "inhibitory"], "receptor": "soma-current", "probability": 0.1, "current": "87.8 pA",
                "weightSpread": { "distribution": "normal", "deviation": 0.1 }, "delay": "1.5 ms", "delaySpread": { "distribution": "normal", "deviation": 0.5 }
              },
              {
                "from": "inhibitory", "to": "excitatory", "receptor": "soma-current", "current": "-351.2 pA",
                "connectivity": { "type": "fixed-total-number", "probability": 0.1, "autapses": false, "multapses": true }
              }
            ]
            """,
        ]),
    ];

    /// <summary>Files and changes of all networks.</summary>
    public static IReadOnlyList<(string File, string[] Changes)> All { get; } =
    [
        .. Written,
        .. NetworksOfKinds.All.Except(Written.SelectMany(network => NetworksOfKinds.UsedBy(Load(network))))
            .Select(kind => (NetworksOfKinds.File, NetworksOfKinds.Changes(kind))),
    ];

    /// <summary>Reads a file with its changes, and further ones.</summary>
    public static NetworkDescription Load((string File, string[] Changes) network, params string[] changes) =>
        NetworkDescription.File.Load(Path.Combine(TestFiles.Networks, network.File + ".json"), [.. network.Changes, .. changes]);
}
