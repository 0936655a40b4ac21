namespace Leat.Core;

/// <summary>A model created by a run.</summary>
/// <param name="ModelId">The logged model.</param>
/// <param name="Step">The training step at which it was created.</param>
public readonly record struct ModelOutput(string ModelId, long Step);
