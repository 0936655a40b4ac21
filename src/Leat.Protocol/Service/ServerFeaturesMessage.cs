namespace Leat.Protocol;

/// <summary>Parts of MLflow that a server may have beside tracking.</summary>
/// <param name="Gateway">Whether it passes calls on to language models.</param>
internal sealed record ServerFeaturesMessage(bool? Gateway);
