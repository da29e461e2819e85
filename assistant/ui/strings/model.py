"""The words of the language model's panel, Chinese first, English beside it."""

from __future__ import annotations

MODEL_TEXT: dict[str, tuple[str, str]] = {
    "mode_none": ("不用语言模型", "No language model"),
    "mode_model": ("语言模型：{name}", "Language model: {name}"),
    "mode_failed": (
        "语言模型：{name}（暂时没有回应，用原文摘录回答）",
        "Language model: {name} (not responding; answers quote the documents)",
    ),
    "model_panel": ("语言模型", "Language model"),
    "model_about": (
        "可以接一个 OpenAI 兼容的语言模型服务（本地的 Ollama、vLLM，或单位的 DeepSeek、通义千问等），由它组织语句。它写的每句话都逐条与原文核对，"
        "核对不上的改回原文。问题和有关原文会发给这个服务；两栏都清空并保存就不再使用。",
        "An OpenAI-compatible server (Ollama or vLLM here, or the bureau's DeepSeek, Qwen …) may word the answers. Every "
        "sentence is checked against the documents, and what they do not bear out gives way to their own words. Questions "
        "and passages are sent to this server; clear both boxes and save to stop using it.",
    ),
    "model_name": ("模型名", "Model"),
    "model_address": ("服务地址", "Address"),
    "model_key": ("密钥（可不填）", "Key (optional)"),
    "model_key_kept": ("已保存，不再显示；不填则沿用", "kept, never shown; leave empty to keep it"),
    "model_key_none": ("没有保存密钥", "no key is kept"),
    "model_test": ("测试连接", "Test"),
    "model_save": ("保存模型设置", "Save"),
    "model_works": ("连接正常，{name} 有回应。", "{name} answers."),
    "model_failed": ("连接不上：{reason}", "No connection: {reason}"),
    "model_saved": (
        "已保存，从下一个问题起由 {name} 组织语句。",
        "Saved: {name} words the answers from the next question on.",
    ),
    "model_off": ("已保存，不再使用语言模型。", "Saved: no language model is used."),
    "model_fixed": (
        "语言模型由环境变量 LLM_MODEL、LLM_BASE_URL 设定，这里不能改。",
        "The language model is set by the environment (LLM_MODEL, LLM_BASE_URL) and cannot be changed here.",
    ),
    "model_last_failure": ("上一次没有成功：{reason}", "The last try failed: {reason}"),
}
"""Key → (Chinese, English)."""
