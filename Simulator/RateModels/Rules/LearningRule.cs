using System.Numerics;
using Spiking.RateModels.Algebra;
using Spiking.RateModels.Networks;

namespace Spiking.RateModels.Rules;

/// <summary>A quantity of a layer with its name, for traces and measures.</summary>
/// <typeparam name="T">Element type.</typeparam>
/// <param name="Name">What it is called: u1, p1.</param>
/// <param name="Values">Its values for the present batch.</param>
internal readonly record struct Quantity<T>(string Name, Matrix<T> Values)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

/// <summary>
/// Rule by which a network learns. For every batch a trainer computes the forward pass, lets the rule teach (with all weights as they
/// were), then lets it update all weights, from the first layer to the output, and refreshes what is tied to them.
/// </summary>
/// <typeparam name="T">Element type.</typeparam>
internal abstract class LearningRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Matrix<T>[] _deltasByExample;

    /// <summary>Begins a rule for a network.</summary>
    protected LearningRule(LayeredNetwork<T> network)
    {
        Network = network;
        Deltas = [.. network.Layers.Select(layer => layer.CreateBatch(network.Batch))];
        _deltasByExample = [.. Deltas.Select((delta, i) => delta.WithColumns(network.Layers[i].Connection.Units))];
    }

    /// <summary>The network that learns.</summary>
    public LayeredNetwork<T> Network { get; }

    /// <summary>
    /// δ of every layer: the negative change of its burst rate, or what stands for it, in which the gradient of the weights is δᵀ times
    /// what comes in.
    /// </summary>
    public IReadOnlyList<Matrix<T>> Deltas { get; }

    /// <summary>All weights that change, in the order in which they do.</summary>
    public abstract IReadOnlyList<Learned<T>> Learned { get; }

    /// <summary>
    /// The feedback weights of the hidden layers that stand in for the transposed forward weights; empty if there are none.
    /// </summary>
    public virtual IReadOnlyList<Matrix<T>> Feedback => [];

    /// <summary>Apical potentials of the hidden layers; empty if the rule has none.</summary>
    public virtual IReadOnlyList<Matrix<T>> ApicalPotentials => [];

    /// <summary>Burst probabilities of all layers; empty if the rule has none.</summary>
    public virtual IReadOnlyList<Matrix<T>> BurstProbabilities => [];

    /// <summary>Number of the batch, by which random perturbations are drawn; the trainer counts.</summary>
    public uint BatchNumber { get; set; }

    /// <summary>Quantities of the rule, beside rates and deltas, for traces and measures.</summary>
    public virtual IEnumerable<Quantity<T>> Quantities => [];

    /// <summary>s of an output burst probability p_b (1 + s (t - e) h).</summary>
    public virtual double ErrorScale => 1;

    /// <summary>
    /// Factor of the deltas of a layer relative to those of backprop of ½ Σ (t - e)², for small errors and symmetric feedback: burst codes
    /// report a share of the error, and every hidden layer a share of what arrives. (Gradients may divide it out again.)
    /// </summary>
    /// <param name="layer">Index of the layer.</param>
    public virtual double DeltaScale(int layer) => 1;

    /// <summary>Sends the teaching signal down from the output: computes all deltas of the present batch.</summary>
    /// <param name="targets">What the output is to be, a row for every example; null: there is no teacher.</param>
    public abstract void Teach(Matrix<T>? targets);

    /// <summary>Changes all weights by the gradients of the present batch.</summary>
    /// <param name="examples">Number of examples.</param>
    public void Update(int examples)
    {
        // By index: an enumerator of a list behind an interface is an object.
        for (int i = 0; i < Learned.Count; i++) Learned[i].Update(Network.Arithmetic, examples);
        Refresh();
    }

    /// <summary>The forward weights of a layer among those that learn.</summary>
    public Learned<T> ForwardGradient(int layer) => Learned.First(learned => learned.Descent.Weights == Network.Layers[layer].Weights);

    /// <summary>Copies what is tied to other weights from them.</summary>
    public virtual void Refresh()
    {
    }

    /// <summary>Lets a matrix of the size of a layer's rates use as many rows as they do.</summary>
    protected void Use(int layer, params ReadOnlySpan<Matrix<T>> matrices)
    {
        foreach (Matrix<T> matrix in matrices) matrix.Use(Network.Layers[layer].Rates.Rows);
    }

    /// <summary>The deltas of a layer with a row for every example.</summary>
    protected Matrix<T> DeltasByExample(int layer)
    {
        _deltasByExample[layer].Use(Network.Layers[layer].RatesByExample.Rows);
        return _deltasByExample[layer];
    }

    /// <summary>W and c of every layer, for which δ is the left factor and what comes in the right one.</summary>
    /// <param name="layer">Index of the layer.</param>
    /// <param name="weights">Constants of the descent of W.</param>
    /// <param name="biases">Constants of the descent of c.</param>
    /// <param name="scale">What gradients are multiplied by, given the number of examples.</param>
    protected Learned<T>[] ForwardWeights(int layer, Sgd weights, Sgd biases, Func<int, double> scale)
    {
        Layer<T> l = Network.Layers[layer];
        return
        [
            new OuterProduct<T>($"W{layer + 1}", new Descent<T>(l.Weights, weights), () => Deltas[layer], () => l.Presynaptic, scale),
            new BiasSum<T>($"c{layer + 1}", new Descent<T>(l.Biases, biases), () => Deltas[layer], scale),
        ];
    }
}
