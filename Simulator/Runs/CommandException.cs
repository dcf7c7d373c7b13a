namespace Spiking.Runs;

/// <summary>Something that stops a command, told to the user as it is.</summary>
/// <param name="message">What is wrong and what helps.</param>
internal sealed class CommandException(string message) : Exception(message);
