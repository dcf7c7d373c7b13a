namespace Spiking.Neurons;

/// <summary>A neuron model of another assembly that does not keep what it promises: the message is for its author.</summary>
internal sealed class NeuronModelException(string message) : Exception(message);
