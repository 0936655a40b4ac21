using Leat.Cli.CommandLine;
using Leat.Core;

namespace Leat.Cli.Serving;

/// <summary>Who may read the files that a command creates.</summary>
internal static class FileSettings
{
    /// <summary>From the environment; only the owner by default.</summary>
    /// <exception cref="UsageException">A value that is not allowed.</exception>
    public static FilePermissions ReadPermissions(SettingReader reader) =>
        Parse(reader.Variable(FilePermissions.Variable), $"the environment variable {FilePermissions.Variable}");

    /// <summary>From an option of the command.</summary>
    /// <inheritdoc cref="ReadPermissions(SettingReader)"/>
    public static FilePermissions ReadPermissions(SettingReader reader, Setting option) =>
        reader.Find(option) is var (text, source) ? Parse(text, source) : FilePermissions.OwnerOnly;

    private static FilePermissions Parse(string? text, string source)
    {
        if (string.IsNullOrEmpty(text))
            return FilePermissions.OwnerOnly;
        return FilePermissions.TryParse(text, out var permissions)
            ? permissions!
            : throw new UsageException($"Invalid value for {source}: '{text}' {FilePermissions.Rule}.");
    }
}
