using System.Text.Json.Nodes;
namespace Spiking.Networks;
/// <summary>stub</summary>
public static class NetworkWriter {
/// <summary>stub</summary>
public static JsonObject Write(NetworkDescription network) => new() { ["name"] = network.Name }; }
/// <summary>stub</summary>
public static class NetworkSchema {
/// <summary>stub</summary>
public static string Generate() => ""; }
