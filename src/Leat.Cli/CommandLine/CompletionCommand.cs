using System.CommandLine;

namespace Leat.Cli.CommandLine;

/// <summary><c>leat completion bash</c>: a script with which a shell completes command lines of <c>leat</c>.</summary>
internal sealed class CompletionCommand : Command, IExamples
{
    private static readonly Dictionary<string, string> Scripts = new(StringComparer.OrdinalIgnoreCase)
    {
        ["bash"] = """
            _leat() {
                local IFS=$'\n'
                COMPREPLY=($(leat complete "${COMP_LINE:0:COMP_POINT}" 2>/dev/null))
            }
            complete -o default -F _leat leat
            """,
        ["zsh"] = """
            #compdef leat
            _leat() {
                local -a words
                words=("${(@f)$(leat complete "${BUFFER[1,CURSOR]}" 2>/dev/null)}")
                if [[ -n "$words" ]]; then compadd -- $words; else _files; fi
            }
            compdef _leat leat
            """,
        ["fish"] = """
            complete -c leat -a '(leat complete (commandline -cp) 2>/dev/null)'
            """,
        ["pwsh"] = """
            Register-ArgumentCompleter -Native -CommandName leat -ScriptBlock {
                param($word, $ast, $position)
                leat complete $ast.ToString().PadRight($position).Substring(0, $position) 2>$null |
                    ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
            }
            """,
    };

    private readonly Argument<string> _shell = new("SHELL") { Description = "bash, zsh, fish or pwsh." };

    public CompletionCommand()
        : base("completion", "Prints a script that lets a shell complete command lines of leat.")
    {
        _shell.CompletionSources.Add(_ => Scripts.Keys.Select(shell => new System.CommandLine.Completions.CompletionItem(shell)));
        Add(_shell);
        SetAction(result =>
        {
            var shell = result.GetRequiredValue(_shell);
            var script = Scripts.GetValueOrDefault(shell)
                ?? throw new UsageException($"Invalid value for SHELL: '{shell}' is none of {string.Join(", ", Scripts.Keys)}.");
            result.InvocationConfiguration.Output.WriteLine(script);
            return ExitCode.Done;
        });
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "leat completion bash > ~/.local/share/bash-completion/completions/leat",
        "leat completion zsh > ~/.zfunc/_leat",
        "leat completion fish > ~/.config/fish/completions/leat.fish",
        "leat completion pwsh >> $PROFILE",
    ];
}
