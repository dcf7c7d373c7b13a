using System.Numerics;
using Spiking.Files;
using Spiking.RateModels.Algebra;
using Spiking.RateModels.Data;
using Spiking.RateModels.Experiments;
using Spiking.RateModels.Networks;
using Spiking.RateModels.Rules;

namespace Spiking.RateModels.Training;

/// <summary>
/// A network of layers learns to classify images by a rule. Measured are errors and losses by epoch, and angles between the rule's
/// gradients and those of backprop. Source: Greedy et al. 2022, Figs. 4 to 6.
/// </summary>
/// <example><code>
/// {
///   "experiment": "classification", "name": "digits", "epochs": 20,
///   "data": { "set": "digits" },
///   "hidden": [{ "type": "dense", "units": 100 }],
///   "rule": { "type": "backprop", "learning": { "rate": 0.1 } }
/// }
/// </code></example>
[VariantName("classification")]
internal sealed record ClassificationDescription : ExperimentDescription
{
    /// <summary>The data set.</summary>
    public required DataDescription Data { get; init; }

    /// <summary>The hidden layers, from the one above the input; the output layer has a unit for every class.</summary>
    public IReadOnlyList<HiddenLayerDescription> Hidden { get; init; } = [new DenseLayerDescription { Units = 500 }];

    /// <summary>How many times the hidden layers stand on top of one another: 3 makes 500, 500, 500 of one layer of 500.</summary>
    [Bounds(AtLeast = 1, AtMost = 100)]
    public int Repeat { get; init; } = 1;

    /// <summary>The learning rule.</summary>
    public required RuleDescription Rule { get; init; }

    /// <summary>Factor of initial forward weights of Xavier's width; 3.6 makes up for the slope of the logistic function.</summary>
    [Bounds(Above = 0)]
    public double WeightGain { get; init; } = 3.6;

    /// <summary>Number of examples in a batch.</summary>
    [Bounds(AtLeast = 1, AtMost = 10_000)]
    public int Batch { get; init; } = 32;

    /// <summary>Number of times that the training set is shown.</summary>
    [Bounds(AtLeast = 1, AtMost = 1_000_000)]
    public int Epochs { get; init; } = 10;

    /// <summary>
    /// Whether the output has a teacher. Without one its own rates are the targets, so that there is no error. Hidden weights still change
    /// by "burstccn" unless Q = p_b Y exactly, and by "edn" unless the interneurons predict the layer above exactly; all weights change at
    /// random by "node-perturbation". Feedback and recurrent weights learn as with a teacher.
    /// </summary>
    public bool Teacher { get; init; } = true;

    /// <summary>Standard deviation of noise that is added to what every layer sees while it learns.</summary>
    [Bounds(AtLeast = 0)]
    public double ForwardNoise { get; init; }

    /// <summary>Angles and apical potentials are measured before every so many batches, from the first of every epoch; 0: never.</summary>
    [Bounds(AtLeast = 0)]
    public int MeasureEvery { get; init; } = 200;

    /// <summary>The images for tests and for validation are answered after every so many epochs, and after the last.</summary>
    [Bounds(AtLeast = 1)]
    public int TestEvery { get; init; } = 1;

    /// <summary>Measurements of the error signal when learning has ended. If absent, there are none.</summary>
    public ErrorSignalDescription? ErrorSignal { get; init; }

    /// <summary>The connections of all layers for images of a size.</summary>
    /// <param name="images">Size of the images.</param>
    /// <param name="classes">Number of classes.</param>
    /// <exception cref="DataSetException">A convolution does not fit the images, or a layer is too large.</exception>
    internal IReadOnlyList<Connection> Connections(ImageShape images, int classes)
    {
        List<Connection> connections = [];
        LayerShape shape = new(images.Rows, images.Columns, images.Channels);
        foreach (HiddenLayerDescription layer in Enumerable.Repeat(Hidden, Repeat).SelectMany(layers => layers))
        {
            string name = $"hidden layer {connections.Count + 1}";
            if (layer.FaultOn(shape) is string fault) throw Fault(name, fault);
            Add(name, layer.Connect(shape));
            shape = layer.ShapeOn(shape);
        }

        Add("the output layer", new DenseConnection(shape.Units, classes));
        return connections;

        // A layer is looked at before the next, because the numbers of the next are products of its own.
        void Add(string name, Connection connection)
        {
            if (FaultOfSize(connection) is string fault) throw Fault(name, fault);
            connections.Add(connection);
        }

        DataSetException Fault(string layer, string fault) => new($"{layer} on images of {images}: {fault}");
    }

    /// <summary>Builds the network, whose weights are zero, for images of a size.</summary>
    /// <param name="images">Size of the images.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="batch">Largest number of examples at a time.</param>
    /// <param name="arithmetic">What computes.</param>
    /// <exception cref="DataSetException">A convolution does not fit the images, or a layer is too large.</exception>
    internal LayeredNetwork<T> CreateNetwork<T>(ImageShape images, int classes, int batch, Arithmetic<T> arithmetic)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new(
            Connections(images, classes),
            [
                .. Enumerable.Repeat(Hidden.Select(layer => layer.Activation ?? Activation.Sigmoid), Repeat).SelectMany(layers => layers),
                Activation.Sigmoid,
            ],
            batch, arithmetic);

    // Each matrix is one array: the weights, and for a batch what the layer has below it, what its positions see of that, and its rates.
    private string? FaultOfSize(Connection layer)
    {
        double weights = (double)layer.Channels * layer.PatchLength, positions = (double)Batch * layer.Positions;
        double inBatch =
            Math.Max((double)Batch * layer.Inputs, Math.Max(positions * layer.PatchLength, positions * layer.Channels));
        return weights > Array.MaxLength
            ? $"it would have {weights:N0} weights, but at most {Array.MaxLength:N0} are possible: choose fewer \"units\" or \"channels\"."
            : inBatch > Array.MaxLength
            ? $"its largest matrix for a \"batch\" of {Batch:N0} would have {inBatch:N0} numbers, but at most {Array.MaxLength:N0} are "
                + "possible: choose a smaller \"batch\", or fewer \"units\" or \"channels\"."
            : null;
    }

    internal override void Check(Findings findings)
    {
        if (findings.IsSound(this, nameof(Data))) DataChecks.Check(findings, Data);
        CheckLayers(findings);
        bool dense = Hidden.All(layer => layer is DenseLayerDescription);
        findings.Require(dense || Rule is not (EdnDescription or NodePerturbationDescription), this, [nameof(Rule), nameof(Hidden)], () =>
            "this rule knows dense layers only, but there is a convolution among the hidden layers.");
        findings.Require(
            dense || Rule is not BurstCcnDescription { LearningOfY: ApicalBranchLearningDescription }, this,
            [nameof(Rule), nameof(Hidden)], () =>
                "apical branches are known in dense layers only, but there is a convolution among the hidden layers.");
        findings.Require(ErrorSignal is null || Rule is not (EdnDescription or NodePerturbationDescription), this,
            [nameof(ErrorSignal), nameof(Rule)], () =>
            "the error signal of this rule has no size that follows the error, so that it cannot be measured; "
            + "\"burstccn\", \"burstprop\", \"backprop\" and \"feedback-alignment\" are possible.");
        findings.Require(ErrorSignal is null || Hidden.Count > 0, this, [nameof(ErrorSignal), nameof(Hidden)], () =>
            "the error signal is that of hidden layers, and there are none.");
        if (!findings.IsSound(this, nameof(Rule))) return;
        Rule.Check(findings);
        foreach (HiddenLayerDescription layer in Hidden)
        {
            bool isAllowed = Rule.TakesAnyActivation || layer.Activation is null or SigmoidActivation;
            findings.Require(isAllowed, layer, [nameof(layer.Activation)], () =>
                $"{findings.Found(layer, nameof(layer.Activation))}, but the rule \"{Kinds.NameOf(Rule)}\" is defined for \"sigmoid\" "
                + "alone; \"burstccn\", \"backprop\" and \"feedback-alignment\" take others.");
        }
    }

    // On images whose size is known before they are read, layers that do not fit are mistakes of the file.
    private void CheckLayers(Findings findings)
    {
        if (!findings.IsSound(this, nameof(Data), nameof(Hidden), nameof(Repeat), nameof(Batch))) return;
        if (!Hidden.All(layer => layer.IsSound(findings))) return;
        if (Data.Images is not (var shape, var classes)) return;
        try
        {
            Connections(shape, classes);
        }
        catch (DataSetException e)
        {
            findings.Report(this, nameof(Hidden), e.Message);
        }
    }

    internal override string? MissingData(DataFolders folders) => DataSet.Missing(Data, folders);

    internal override ExperimentResult Run(IReadOnlyList<RunnableCase> cases, ExperimentContext context) =>
        ClassificationRun.Execute(cases, context);

    internal override PlannedCases? Plan(IReadOnlyList<RunnableCase> cases) => ClassificationPlan.Of(cases);

    internal override void TraceStep(ExperimentContext context, TextWriter output) =>
        StepTrace.Write(this, DataSet.Load(Data, context.Data), output);
}
