using Spiking.Files;
using Spiking.Protocols;
using Spiking.Studies;

namespace Spiking.Networks;

/// <summary>The JSON Schema of network and protocol files, with which editors complete, explain and check them.</summary>
internal static class NetworkSchema
{
    /// <summary>Generates the schema (draft 2020-12) from the records of network files and their documentation.</summary>
    /// <returns>The text of networks/schema.json.</returns>
    /// <exception cref="FileNotFoundException">The documentation file Simulator.xml does not lie beside the program.</exception>
    public static string Generate() => JsonSchema.Generate(typeof(NetworkDescription), "Network file");

    /// <summary>Generates the schema of protocol files.</summary>
    /// <returns>The text of networks/protocol.schema.json.</returns>
    /// <exception cref="FileNotFoundException">The documentation file Simulator.xml does not lie beside the program.</exception>
    public static string GenerateForProtocols() => JsonSchema.Generate(typeof(ProtocolDescription), "Protocol file");

    /// <summary>Generates the schema of study files.</summary>
    /// <returns>The text of networks/study.schema.json.</returns>
    /// <exception cref="FileNotFoundException">The documentation file Simulator.xml does not lie beside the program.</exception>
    public static string GenerateForStudies() => JsonSchema.Generate(typeof(StudyDescription), "Study file");
}
