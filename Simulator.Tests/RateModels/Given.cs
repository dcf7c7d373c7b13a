using System.Numerics;
using Spiking.Numerics;
using Spiking.RateModels.Algebra;
using Spiking.RateModels.Rules;

namespace Spiking.Tests.RateModels;

/// <summary>Feedback weights that a test gives, for one hidden layer after the other.</summary>
/// <typeparam name="E">Element type.</typeparam>
internal sealed record Given<E>(params Matrix<E>[] Weights) : FeedbackDescription
    where E : unmanaged, IBinaryFloatingPointIeee754<E>
{
    private int _next;

    public override void Begin<T>(Matrix<T> weights, Matrix<T> model, double factor, RandomKey key, Arithmetic<T> arithmetic) =>
        weights.CopyFrom((Matrix<T>)(object)Weights[_next++]);
}
