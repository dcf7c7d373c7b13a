namespace Spiking.RateModels.Data;

/// <summary>A data set is not there, or its files are not what they should be. The message says what to do.</summary>
internal sealed class DataSetException : Exception
{
    /// <summary>An exception with the sentence for the user.</summary>
    /// <param name="message">What is wrong, where, and what is allowed.</param>
    public DataSetException(string message)
        : base(message)
    {
    }
}
