namespace Leat.Core;

/// <summary>Who may read and write the files that Leat makes, on systems with POSIX permissions; Windows has its own rules. The
/// process's umask still applies.</summary>
public sealed record FilePermissions
{
    /// <summary>The environment variable that sets them.</summary>
    public const string Variable = "LEAT_FILE_PERMISSIONS";

    /// <summary>The rest of the message about an invalid value.</summary>
    public const string Rule = "is not three octal digits such as 600, 640 or 660, of which the first is 6 and the others are 0, 4 or 6";

    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private FilePermissions(UnixFileMode file) => File = file;

    /// <summary>Nobody but the owner: files 0600, folders 0700.</summary>
    public static FilePermissions OwnerOnly { get; } = new(Owner);

    /// <summary>Permissions of a file.</summary>
    public UnixFileMode File { get; }

    /// <summary>Permissions of a folder: whoever may read a file may look into its folder.</summary>
    public UnixFileMode Folder => File | (UnixFileMode)(((int)File & 0b100_100_100) >> 2);

    /// <summary>Reads three octal digits, as for chmod: <c>640</c> lets the owner's group read too.</summary>
    /// <param name="octal">For a file; the owner reads and writes, and nobody runs it.</param>
    /// <param name="permissions">The permissions; null if the value is not allowed.</param>
    public static bool TryParse(string octal, out FilePermissions? permissions)
    {
        ArgumentNullException.ThrowIfNull(octal);
        var digits = octal.Length == 4 && octal[0] == '0' ? octal[1..] : octal;
        permissions = digits is ['6', '0' or '4' or '6', '0' or '4' or '6']
            ? new FilePermissions(Owner | (UnixFileMode)(((digits[1] - '0') << 3) | (digits[2] - '0')))
            : null;
        return permissions is not null;
    }
}
