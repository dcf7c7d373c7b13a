namespace Spiking.Tests.Fingerprints;

/// <summary>A file of the folder networks, shortened by changes until it runs in a fraction of a second.</summary>
/// <param name="Name">Its name in the table of fingerprints.</param>
/// <param name="File">The file, without its ending.</param>
/// <param name="Changes">The changes, as <c>--set</c> takes them.</param>
internal sealed record ShortRun(string Name, string File, params string[] Changes)
{
    // Sizes are no multiples of a vector, so that the last one is filled up; 300 cells are enough for two threads to share a loop.
    private static readonly string[] s_task =
    [
        "task.epochs=2", "task.testEvery=1", "task.burnIn=0.1 s", "task.exampleDuration=0.1 s", "task.testDiscard=20 ms",
        "task.decisionWindow=50 ms", "recorders=null",
    ];

    private static readonly string[] s_calibration =
    [
        "task.calibration.cancellation={ \"patternDuration\": \"0.1 s\", \"discard\": \"20 ms\" }",
        "task.calibration.baseline={ \"patternDuration\": \"0.1 s\", \"discard\": \"20 ms\" }",
    ];

    private static readonly string[] s_ccn = [.. s_task, .. s_calibration, "populations.*.size=300", "projections.*.meanInDegree=60"];

    private static readonly string[] s_learnedCancellation =
    [
        "task.calibration.learning={ \"patternDuration\": \"0.1 s\", \"rounds\": 1 }",
        "projections[4].cancellation={ \"burstProbability\": 0, \"learning\": "
            + "{ \"rate\": 2e-3, \"from\": \"0.1 s\", \"until\": \"0.5 s\" } }",
        "projections[5].cancellation={ \"burstProbability\": 0.4, \"learning\": { \"rate\": 2e-3, \"from\": \"0.1 s\" } }",
    ];

    private static readonly string[] s_sources =
        ["recorders=null", "populations.excitation.size=2501", "populations.inhibition.size=2501"];

    private static readonly string[] s_digits =
        ["epochs=1", "hidden[0].units=19", "batch=10", "measureEvery=5", "data.trainingExamples=105", "data.testExamples=51"];

    private static readonly string[] s_regression =
        ["realizations=1", "stepsBefore=500", "teachingSteps=1000", "stepsAfter=500", "blockSteps=250"];

    /// <summary>At least one short run of every file in the folder networks that needs no download, in the order of the table.</summary>
    public static IReadOnlyList<ShortRun> All { get; } =
    [
        new("brunel", "brunel", [
            "duration=0.1 s", "recorders=null", "populations.excitatory.size=2001", "populations.inhibitory.size=501",
        ]),
        new("brunel-stdp", "brunel-stdp", [
            "duration=0.1 s", "recorders=null", "populations.excitatory.size=2001", "populations.inhibitory.size=501",
        ]),
        new("coba", "coba", "duration=0.2 s", "recorders=null"),
        new("dendritic-transfer", "dendritic-transfer", [
            .. s_sources, "duration=0.36 s", "populations.pyr.currents[1].levelDuration=30 ms", "populations.pyr.size=501",
            "populations.pv.size=101", "populations.som.size=101", "projections[10].weight=0.02", "projections[11].weight=0.01",
        ]),
        new("learning-rule", "learning-rule", [
            .. s_sources, "duration=0.6 s", "learningOnset=0.2 s", "populations.input.size=201", "populations.main.size=201",
            "populations.input.currents[0].steps[0].from=0.4 s", "projections[4].weightSteps[0].from=0.2 s",
            "projections[4].weightSteps[1].from=0.3 s", "projections[4].weightSteps[2].from=0.4 s",
            "projections[4].weightSteps[3].from=0.5 s",
        ]),
        new("microcircuit", "microcircuit", "duration=0.2 s", "recorders=null", "populations.*.size=301"),
        new("microcircuit-10", "microcircuit-10", "duration=0.1 s", "recorders=null"),
        new("microcircuit-50", "microcircuit-50", "duration=0.2 s", "recorders=null", "populations.*.size=201"),
        new("normalization", "normalization", [
            .. s_sources, "duration=0.4 s", "populations.pyr.currents[1].levelDuration=40 ms",
            "populations.pyr.currents[0].amplitude=200 pA", "populations.pyr.size=501", "projections[4].weight=0.2",
        ]),
        new("propagation", "propagation", [
            "duration=0.5 s", "recorders=null", "populations.*.size=501", "projections.*.probability=0.2",
            "populations.pyr1.currents[0].from=0.1 s", "populations.pyr2.currents[2].from=0.1 s",
        ]),
        new("xor-burstccn", "xor-burstccn", s_ccn),
        new("xor-burstccn, learned cancellation", "xor-burstccn", [.. s_ccn, .. s_learnedCancellation]),
        new("xor-burstccn, two phases", "xor-burstccn", [
            .. s_ccn, "task.teachingScheme=two-phase", "task.teachingSchemes.two-phase.learningDuration=50 ms",
        ]),
        new("xor-burstccn, few cells", "xor-burstccn", [.. s_ccn, "populations.*.size=37", "projections.*.meanInDegree=15"]),
        new("xor-burstccn-real-synapses", "xor-burstccn-real-synapses", s_ccn),
        new("xor-burstprop", "xor-burstprop", [
            .. s_task, "populations.*.size=501", "task.teachingSchemes.two-phase.learningDuration=50 ms", "task.order=random",
        ]),
        new("xor-real-synapses", "xor-real-synapses", [
            "duration=0.4 s", "recorders=null", "populations.*.size=151", "projections.*.meanInDegree=100",
        ]),
        new("burstccn-target-rate", "burstccn-target-rate", [
            "duration=2 s", "recorders=null", "populations.output.currents[4].from=0.5 s", "populations.output.currents[4].until=1 s",
            "populations.output.currents[5].from=1 s", "populations.output.currents[5].until=1.5 s",
        ]),
        new("pairing-burst-poisson", "pairing-burst-poisson", "realizations=3", "trains.duration=10 s"),
        new("pairing-periodic", "pairing-periodic", "trains.epochs=2"),
        new("pairing-periodic, stepped", "pairing-periodic", [
            "trains.epochs=1", "integration=stepped", "trains.frequencies=[\"10 Hz\", \"80 Hz\"]",
        ]),
        new("pairing-poisson", "pairing-poisson", "realizations=3", "trains.duration=10 s"),
        new("pairing-sjostrom", "pairing-sjostrom", "realizations=3", "trains.epochs=2"),
        new("coarse-grained-digits", "coarse-grained-digits", [
            "realizations=1", "epochs=1", "data.trainingExamples=20", "data.testExamples=11", "traced.example=3",
        ]),
        new("digits-alignment", "digits-alignment", [.. s_digits, "testEvery=1"]),
        new("digits-burst-variance", "digits-burst-variance", s_digits),
        new("digits-burstccn", "digits-burstccn", s_digits),
        new("digits-dendritic-slope", "digits-dendritic-slope", s_digits),
        new("digits-depth", "digits-depth", s_digits),
        new("digits-error-signal", "digits-error-signal",
            [.. s_digits.Where(change => change != "measureEvery=5"), "testEvery=1", "errorSignal.images=2"]),
        new("digits-node-perturbation", "digits-node-perturbation", [.. s_digits, "realizations=1"]),
        new("rate-regression", "rate-regression", s_regression),
        new("rate-regression-models", "rate-regression-models", s_regression),
    ];
}
