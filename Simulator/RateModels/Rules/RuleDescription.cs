using System.Numerics;
using Spiking.Files;
using Spiking.RateModels.Algebra;
using Spiking.RateModels.Networks;

namespace Spiking.RateModels.Rules;

/// <summary>The learning rule of a rate model, chosen by the key "type".</summary>
/// <remarks>
/// <para>Symbols in the equations: e event rates, v somatic potentials, u apical potentials, p burst probabilities, b burst rates, t
/// targets. They are matrices with a row for each of the B examples of a batch; "above" and "below" mark those of the neighbouring
/// layers. W and c are the weights and biases of a layer, f is its activation, h = f'(v)/e, which is 0 where e = 0, and σ is the logistic
/// function; ∘ multiplies element by element. In layers with positions the products are those of the convolution. All layers, and all rules
/// unless they say otherwise, have</para>
/// <code>
/// v = e_below Wᵀ + c,  e = f(v),  ∇W = δᵀ e_below/B,  ∇c = Σ δ/B
/// </code>
/// </remarks>
[VariantKey("type")]
internal abstract record RuleDescription
{
    /// <summary>How the forward weights and biases follow their gradients.</summary>
    public DescentDescription Learning { get; init; } = new();

    /// <summary>
    /// Whether hidden layers may have any activation; otherwise the rule, or its source, is made for the logistic function alone.
    /// </summary>
    internal virtual bool TakesAnyActivation => false;

    /// <summary>Adds what is wrong with the rule beyond single values.</summary>
    internal virtual void Check(Findings findings)
    {
    }

    /// <summary>Begins the rule for a network whose forward weights have been drawn.</summary>
    /// <param name="network">The network.</param>
    /// <param name="seed">Seed of the feedback weights and of random perturbations.</param>
    public abstract LearningRule<T> Create<T>(LayeredNetwork<T> network, long seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

/// <summary>Stochastic gradient descent of some weights.</summary>
/// <remarks><code>
/// decayKind "direct":      m ← μ m + ∇w,         w ← w - η m - λ w
/// decayKind "in-gradient": m ← μ m + ∇w + λ w,   w ← w - η m
/// </code></remarks>
internal sealed record DescentDescription
{
    /// <summary>Learning rate η: every update subtracts η times the gradient.</summary>
    [Bounds(AtLeast = 0)]
    public double Rate { get; init; } = 0.1;

    /// <summary>Momentum μ: what stays of the running sum of gradients from update to update.</summary>
    [Bounds(AtLeast = 0, AtMost = 0.9999)]
    public double Momentum { get; init; }

    /// <summary>Decay λ of weights in every update.</summary>
    [Bounds(AtLeast = 0, AtMost = 1)]
    public double Decay { get; init; }

    /// <summary>
    /// Where the decay enters: "direct", whatever the learning rate is, or "in-gradient", where rate and momentum act on it.
    /// </summary>
    public DecayKind DecayKind { get; init; } = DecayKind.Direct;

    /// <summary>Whether biases decay as weights do.</summary>
    public bool BiasesDecay { get; init; } = true;

    /// <summary>Constants for weights.</summary>
    internal Sgd Weights => new(Rate, Momentum, Decay, DecayKind);

    /// <summary>Constants for biases.</summary>
    internal Sgd Biases => new(Rate, Momentum, BiasesDecay ? Decay : 0, DecayKind);
}
