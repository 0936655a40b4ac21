using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Leat.Artifacts.Sftp;

/// <summary>The keys that OpenSSH's files of known hosts hold for one host.</summary>
internal sealed class KnownHosts
{
    private readonly List<(string Type, byte[] Key)> _keys = [];
    private readonly List<byte[]> _revoked = [];

    private KnownHosts(string host) => Host = host;

    /// <summary>The host as the files write it: with its port in brackets if that is not 22.</summary>
    public string Host { get; }

    /// <summary>The kinds of keys that are known, such as <c>ssh-ed25519</c>.</summary>
    public IReadOnlySet<string> Types => _keys.Select(known => known.Type).ToHashSet(StringComparer.Ordinal);

    /// <summary>Reads the files that exist.</summary>
    public static KnownHosts Read(string host, int port, IEnumerable<string> files)
    {
        var known = new KnownHosts(port == 22 ? host : string.Create(CultureInfo.InvariantCulture, $"[{host}]:{port}"));
        foreach (var line in files.Where(File.Exists).SelectMany(File.ReadLines))
            known.Add(line);
        return known;
    }

    /// <summary>Whether a key is one of this host's.</summary>
    public bool Trusts(byte[] key) => !_revoked.Exists(revoked => revoked.AsSpan().SequenceEqual(key)) && _keys.Exists(known => known.Key.AsSpan().SequenceEqual(key));

    /// <summary>Lines are <c>[@marker] hosts type key [comment]</c>.</summary>
    private void Add(string line)
    {
        var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var marker = words is [['@', ..] first, ..] ? first : null;
        if ((marker is null ? words : words[1..]) is not [var hosts, var type, var encoded, ..] || hosts.StartsWith('#') || !IsOfHost(hosts))
            return;
        var key = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded, key, out var length))
            return;
        if (marker is null)
            _keys.Add((type, key[..length]));
        else if (marker == "@revoked")
            _revoked.Add(key[..length]);
    }

    private bool IsOfHost(string hosts) => hosts.StartsWith("|1|", StringComparison.Ordinal) ? IsHashOfHost(hosts) : SshConfig.Matches(Host, hosts.Split(','));

    /// <summary>A name that is not to be read from the file: <c>|1|salt|HMAC-SHA1 of the name</c>.</summary>
    private bool IsHashOfHost(string hashed)
    {
        try
        {
            return hashed.Split('|') is [_, _, var salt, var hash]
#pragma warning disable CA5350 // The file's format; it hides names and protects nothing.
                && HMACSHA1.HashData(Convert.FromBase64String(salt), Encoding.UTF8.GetBytes(Host)).AsSpan().SequenceEqual(Convert.FromBase64String(hash));
#pragma warning restore CA5350
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
