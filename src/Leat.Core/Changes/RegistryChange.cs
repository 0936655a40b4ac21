namespace Leat.Core;

/// <summary>A change of the model registry.</summary>
/// <param name="Name">The registered model; the new name if it was renamed.</param>
public abstract record RegistryChange(string Name) : Change;

/// <summary>A registered model was created.</summary>
/// <param name="Model">The model.</param>
public sealed record RegisteredModelCreated(RegisteredModel Model) : RegistryChange(Model.Name);

/// <summary>A registered model was given another name.</summary>
/// <param name="Name">The new name.</param>
/// <param name="OldName">The name before.</param>
public sealed record RegisteredModelRenamed(string Name, string OldName) : RegistryChange(Name);

/// <summary>The description of a registered model was replaced.</summary>
/// <param name="Model">The model.</param>
public sealed record RegisteredModelDescribed(RegisteredModel Model) : RegistryChange(Model.Name);

/// <summary>A registered model was deleted, with all its versions.</summary>
/// <param name="Name">The model.</param>
public sealed record RegisteredModelDeleted(string Name) : RegistryChange(Name);

/// <summary>A tag of a registered model was set.</summary>
/// <param name="Name">The model.</param>
/// <param name="Tag">The tag.</param>
public sealed record RegisteredModelTagSet(string Name, Tag Tag) : RegistryChange(Name);

/// <summary>A tag of a registered model was removed, if it was there.</summary>
/// <param name="Name">The model.</param>
/// <param name="Key">The tag's key.</param>
public sealed record RegisteredModelTagDeleted(string Name, string Key) : RegistryChange(Name);

/// <summary>An alias was given to a version.</summary>
/// <param name="Name">The model.</param>
/// <param name="Alias">The alias.</param>
/// <param name="Version">The version that it now names.</param>
public sealed record AliasSet(string Name, string Alias, long Version) : RegistryChange(Name);

/// <summary>An alias was removed, if it was there.</summary>
/// <param name="Name">The model.</param>
/// <param name="Alias">The alias.</param>
public sealed record AliasDeleted(string Name, string Alias) : RegistryChange(Name);

/// <summary>A version was created.</summary>
/// <param name="Version">The version.</param>
/// <param name="IsPrompt">Whether it is a version of a prompt.</param>
public sealed record ModelVersionCreated(ModelVersion Version, bool IsPrompt) : RegistryChange(Version.Name);

/// <summary>The description of a version was replaced.</summary>
/// <param name="Version">The version.</param>
public sealed record ModelVersionDescribed(ModelVersion Version) : RegistryChange(Version.Name);

/// <summary>A version was moved to a stage.</summary>
/// <param name="Version">The version.</param>
/// <param name="ArchivedOthers">Whether the other versions in that stage were archived.</param>
public sealed record ModelVersionStageChanged(ModelVersion Version, bool ArchivedOthers) : RegistryChange(Version.Name);

/// <summary>A version was deleted.</summary>
/// <param name="Name">The model.</param>
/// <param name="Version">The version's number.</param>
public sealed record ModelVersionDeleted(string Name, long Version) : RegistryChange(Name);

/// <summary>A tag of a version was set.</summary>
/// <param name="Name">The model.</param>
/// <param name="Version">The version's number.</param>
/// <param name="Tag">The tag.</param>
public sealed record ModelVersionTagSet(string Name, long Version, Tag Tag) : RegistryChange(Name);

/// <summary>A tag of a version was removed, if it was there.</summary>
/// <param name="Name">The model.</param>
/// <param name="Version">The version's number.</param>
/// <param name="Key">The tag's key.</param>
public sealed record ModelVersionTagDeleted(string Name, long Version, string Key) : RegistryChange(Name);
